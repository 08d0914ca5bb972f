package org.deepmem.cli;

import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// The program's standard streams as writers that remember failures, which those of `System` don't
/// tell through picocli. Text is UTF-8 unless a terminal says otherwise.
final class StandardStreams {
  private StandardStreams() {}

  /// Standard output.
  static PrintWriter out() {
    return writer(new FileOutputStream(FileDescriptor.out), "stdout.encoding");
  }

  /// Standard error. The launcher may say under which other name it is, where it takes the JVM's
  /// own warnings out of what else is written.
  static PrintWriter err() {
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    String name = System.getProperty("deepmem.stderr", "");
    if (!name.isEmpty()) {
      try {
        err = new FileOutputStream(name, true);
      } catch (FileNotFoundException e) {
        return writer(err, "stderr.encoding"); // a socket, or another user's terminal
      }
    }
    return writer(err, "stderr.encoding");
  }

  private static PrintWriter writer(OutputStream stream, String encoding) {
    Charset charset =
        Console.isTerminal()
            ? Charset.forName(System.getProperty(encoding, "UTF-8"))
            : StandardCharsets.UTF_8;
    return new PrintWriter(new OutputStreamWriter(stream, charset), true);
  }
}
