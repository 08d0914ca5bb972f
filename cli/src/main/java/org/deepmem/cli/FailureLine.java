package org.deepmem.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.deepmem.report.FailureText;
import org.deepmem.report.HarmlessText;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Tells a failure in one line on standard error. `DEEPMEM_TRACE=1` in the environment adds the
/// stack trace.
final class FailureLine implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    return tell(failure, commandLine.getErr());
  }

  /// Writes the line.
  ///
  /// @return the exit status of a failure
  static int tell(Throwable failure, PrintWriter err) {
    err.println("deepmem: " + line(failure));
    if ("1".equals(System.getenv("DEEPMEM_TRACE"))) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace, true));
      trace.toString().lines().map(HarmlessText::of).forEach(err::println);
    }
    err.flush();
    return 1;
  }

  /// What failed, where, and what to do, with nothing in it that acts on a terminal.
  static String line(Throwable failure) {
    return FailureText.of(failure).orElseGet(() -> ofProgram(FailureText.unwrapped(failure)));
  }

  private static String ofProgram(Throwable failure) {
    return failure instanceof OutOfMemoryError
        ? "out of memory (%s); %d MB were allowed, allow more: DEEPMEM_JAVA_OPTIONS=-Xmx%dg"
            .formatted(
                FailureText.oneLine(failure), allowed() >> 20, Math.max(4, (allowed() >> 29) + 1))
        : "internal error, please report it with DEEPMEM_TRACE=1: "
            + HarmlessText.of(failure.toString());
  }

  /// Bytes that the heap may grow to.
  private static long allowed() {
    return Runtime.getRuntime().maxMemory();
  }
}
