package org.deepmem.spark;

import org.deepmem.report.FailureText;
import org.deepmem.report.HarmlessText;

/// Why a dump could not be scanned and what to do, in one line that doesn't repeat its path.
final class FailureReason {
  /// Characters of a reason at most.
  private static final int LONGEST = 500;

  private FailureReason() {}

  static String of(Throwable failure, DumpSource source) {
    String reason =
        FailureText.of(failure).orElseGet(() -> ofProgram(FailureText.unwrapped(failure)));
    // Whatever folder it lay in: a copy's is nobody's business.
    String file = "/" + source.file() + ": ";
    int at = reason.indexOf(file);
    return shortened(at < 0 ? reason : reason.substring(at + file.length()));
  }

  /// The beginning of a long reason, on one line, with nothing in it that acts on a terminal.
  static String shortened(String reason) {
    String line = HarmlessText.of(reason.replaceAll("\\s*\\R\\s*", " "));
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
  }

  private static String ofProgram(Throwable failure) {
    return switch (failure) {
      case OutOfMemoryError e ->
          "out of memory (%s), with a heap of %,d MB: give more by spark-submit --executor-memory, on one machine by DEEPMEM_JAVA_OPTIONS=-Xmx"
              .formatted(FailureText.oneLine(e), Runtime.getRuntime().maxMemory() >> 20);
      case StackOverflowError e -> "something in it is nested too deeply; please report it";
      // A mapped file that loses its end.
      case InternalError e -> "can't be read to its end; was it changed while it was scanned?";
      default -> "internal error, please report it: " + HarmlessText.of(failure.toString());
    };
  }
}
