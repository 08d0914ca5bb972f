package org.deepmem.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
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
    return writer(FileDescriptor.out, "stdout.encoding");
  }

  /// Standard error.
  static PrintWriter err() {
    return writer(FileDescriptor.err, "stderr.encoding");
  }

  private static PrintWriter writer(FileDescriptor stream, String encoding) {
    Charset charset =
        Console.isTerminal()
            ? Charset.forName(System.getProperty(encoding, "UTF-8"))
            : StandardCharsets.UTF_8;
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), charset), true);
  }
}
