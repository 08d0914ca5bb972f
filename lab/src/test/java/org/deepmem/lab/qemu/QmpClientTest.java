package org.deepmem.lab.qemu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Speaks with a small server that follows QEMU's qmp-spec: greeting, capabilities, one line a
/// reply.
final class QmpClientTest {
  private static final String GREETING = "{\"QMP\": {\"version\": {}, \"capabilities\": []}}";
  private static final String DONE = "{\"return\": {}}";

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private Path folder = Path.of("");
  private Path socket = Path.of("");
  private ServerSocketChannel server;

  QmpClientTest() throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
  }

  @BeforeEach
  void listen() throws IOException {
    folder = Files.createTempDirectory("qmp");
    socket = folder.resolve("s");
    server.bind(UnixDomainSocketAddress.of(socket));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    Files.delete(socket);
    Files.delete(folder);
  }

  @Test
  void skipsEventsUntilTheReply() throws IOException {
    serve(
        GREETING,
        List.of(
            DONE,
            "{\"event\": \"STOP\", \"timestamp\": {}}\n{\"event\": \"RESUME\"}\n{\"return\": {\"a\": 7}}"));
    try (QmpClient qmp = new QmpClient(socket)) {
      assertThat(qmp.execute("query-a", Map.of("x", true)).path("a").asInt()).isEqualTo(7);
    }
    assertThat(asked.get(0)).contains("\"qmp_capabilities\"");
    assertThat(asked.get(1)).contains("\"query-a\"", "{\"x\":true}");
  }

  @Test
  void aRefusalCarriesQemusReason() throws IOException {
    serve(
        GREETING,
        List.of(DONE, "{\"error\": {\"class\": \"GenericError\", \"desc\": \"no space left\"}}"));
    try (QmpClient qmp = new QmpClient(socket)) {
      assertThatThrownBy(() -> qmp.execute("dump-guest-memory", Map.of()))
          .isInstanceOf(QmpException.class)
          .hasMessageEndingWith("QEMU refused dump-guest-memory: no space left");
    }
  }

  @Test
  void saysWhenQemuGoesAway() throws IOException {
    serve(GREETING, List.of(DONE));
    try (QmpClient qmp = new QmpClient(socket)) {
      assertThatThrownBy(() -> qmp.execute("stop", Map.of()))
          .isInstanceOf(QmpException.class)
          .hasMessageContaining("closed its monitor");
    }
  }

  @Test
  void refusesAServerOfAnotherKind() throws IOException {
    serve("{\"hello\": 1}", List.of());
    assertThatThrownBy(() -> new QmpClient(socket))
        .isInstanceOf(QmpException.class)
        .hasMessageContaining("no QMP monitor");
  }

  @Test
  void refusesAServerThatSpeaksNoJson() throws IOException {
    serve("220 mail ready", List.of());
    assertThatThrownBy(() -> new QmpClient(socket))
        .isInstanceOf(QmpException.class)
        .hasMessageContaining(socket.toString());
  }

  @Test
  void saysHowToStartQemuWhenNobodyListens() {
    assertThatThrownBy(() -> new QmpClient(folder.resolve("other")))
        .isInstanceOf(QmpException.class)
        .hasMessageContaining("-qmp unix:");
  }

  private void serve(String greeting, List<String> replies) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (var client = server.accept()) {
                client.write(ByteBuffer.wrap((greeting + "\n").getBytes(UTF_8)));
                var lines = new BufferedReader(Channels.newReader(client, UTF_8));
                for (String reply : replies) {
                  asked.add(lines.readLine());
                  client.write(ByteBuffer.wrap((reply + "\n").getBytes(UTF_8)));
                }
              } catch (IOException e) {
                asked.add(e.toString());
              }
            });
  }
}
