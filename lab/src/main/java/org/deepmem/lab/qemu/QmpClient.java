package org.deepmem.lab.qemu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The QEMU Machine Protocol over a UNIX socket: one JSON object a line (QEMU's
/// `docs/interop/qmp-spec`). One command at a time; not for use by several threads.
public final class QmpClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path socket;
  private final SocketChannel channel;
  private final BufferedReader replies;

  /// Connects, and leaves the negotiation behind.
  ///
  /// @throws QmpException when nobody listens there, or it isn't QMP
  public QmpClient(Path socket) throws IOException {
    this.socket = socket;
    this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    this.replies = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      if (!read().has("QMP")) {
        throw new QmpException(socket + ": what answers there is no QMP monitor");
      }
      execute("qmp_capabilities", Map.of());
    } catch (QmpException e) {
      channel.close();
      throw e;
    } catch (IOException e) {
      channel.close();
      throw new QmpException(
          "%s: can't connect: %s; start QEMU with -qmp unix:%s,server=on,wait=off"
              .formatted(socket, e.getMessage(), socket),
          e);
    }
  }

  /// Runs a command and waits for its result; events that come meanwhile are skipped.
  ///
  /// @param arguments the command's, by name
  /// @return what the command returns
  /// @throws QmpException when QEMU refuses it, or goes away
  public JsonNode execute(String command, Map<String, ?> arguments) throws IOException {
    byte[] request = JSON.writeValueAsBytes(Map.of("execute", command, "arguments", arguments));
    ByteBuffer bytes = ByteBuffer.allocate(request.length + 1).put(request).put((byte) '\n').flip();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw gone(e);
    }
    for (; ; ) {
      JsonNode reply = read();
      if (reply.has("return")) {
        return reply.get("return");
      }
      if (reply.has("error")) {
        throw new QmpException(
            "%s: QEMU refused %s: %s"
                .formatted(socket, command, reply.get("error").path("desc").asText()));
      }
    }
  }

  private JsonNode read() throws IOException {
    @Nullable String line;
    try {
      line = replies.readLine();
    } catch (IOException e) {
      throw gone(e);
    }
    if (line == null) {
      throw gone(new EOFException("end of the stream"));
    }
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new QmpException(socket + ": what answers there is no QMP monitor", e);
    }
  }

  private QmpException gone(IOException cause) {
    return new QmpException(
        "%s: QEMU closed its monitor (%s)".formatted(socket, cause.getMessage()), cause);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
