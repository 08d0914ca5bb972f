package org.deepmem.lab.capture;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deepmem.lab.LabException;

/// The host's end of the serial line to the guest's agent. `R`: the agent runs. `C name length` and
/// that many bytes: a part of a piece of the report. `E settled`: the report is complete and the
/// guest waits for `g`. `L milliseconds processes`: memory is copied (a live dump), and the guest
/// waits for `g`. `X reason`: it could not be copied, or the agent can't do what it was told.
final class AgentPort {
  /// A piece longer than this is nothing that an agent sends.
  private static final int LONGEST_PART = 1 << 16;

  /// Nor is a report longer than this: 16 pieces of a megabyte, and files of a thousand processes.
  private static final int LONGEST_REPORT = 1 << 27;

  private final SocketChannel channel;
  private final InputStream in;

  AgentPort(SocketChannel channel) {
    this.channel = channel;
    this.in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
  }

  /// Waits until the guest has held still and said what it knows.
  ///
  /// @throws LabException when the agent can't do what it was told, with the reason
  GuestReport report() throws IOException {
    Map<String, ByteArrayOutputStream> pieces = new LinkedHashMap<>();
    int room = LONGEST_REPORT;
    for (; ; ) {
      String text = line();
      String[] line = text.split(" ");
      switch (line[0]) {
        case "R" -> {
          pieces.clear();
          room = LONGEST_REPORT;
        }
        case "C" -> {
          int length =
              line.length == 3 && line[2].matches("\\d{1,9}") ? Integer.parseInt(line[2]) : -1;
          room -= Math.max(0, length);
          if (room < 0) {
            throw new LabException("the agent sends more than any guest has to say");
          }
          if (length < 0 || length > LONGEST_PART || !line[1].matches("[a-z0-9]+(\\.[a-z0-9]+)?")) {
            throw new LabException("the agent sent a line that it does not know: " + line[0]);
          }
          pieces
              .computeIfAbsent(line[1], name -> new ByteArrayOutputStream())
              .writeBytes(exactly(length));
        }
        case "E" -> {
          Map<String, byte[]> whole = new LinkedHashMap<>();
          pieces.forEach((name, piece) -> whole.put(name, piece.toByteArray()));
          return new GuestReport(whole, line.length == 2 && line[1].equals("settled"));
        }
        case "X" -> throw new LabException("the guest's agent: " + text.substring(1).strip());
        default -> throw new LabException("the agent sent what is no line of its own: " + line[0]);
      }
    }
  }

  /// Waits until the guest has copied its memory to its disk.
  ///
  /// @throws LabException when it could not, with the reason
  LiveCopy copied() throws IOException {
    String line = line();
    if (line.startsWith("X ")) {
      throw new LabException("the guest could not copy its memory: " + line.substring(2).strip());
    }
    String[] words = line.split(" ");
    if (words.length != 3 || !line.matches("L \\d{1,18} \\d{1,18}")) {
      throw new LabException("the agent sent what is no line of its own: " + words[0]);
    }
    return new LiveCopy(Long.parseLong(words[1]), Long.parseLong(words[2]));
  }

  /// Lets the guest go on.
  void goOn() throws IOException {
    channel.write(ByteBuffer.wrap(new byte[] {'g'}));
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read; (read = in.read()) != '\n'; ) {
      if (read < 0) {
        throw new EOFException("the guest's serial line was closed");
      }
      if (line.size() > 200) {
        throw new LabException("the agent sent a line without an end");
      }
      line.write(read);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the guest's serial line was closed");
    }
    return bytes;
  }
}
