package org.deepmem.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.deepmem.report.HarmlessText;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Tells a failure in one line on standard error. `DEEPMEM_TRACE=1` in the environment adds the
/// stack trace.
final class FailureLine implements IExecutionExceptionHandler {
  /// Characters of a line; who writes a dump can make names of any length.
  private static final int LONGEST = 4000;

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
    String line = HarmlessText.of(reason(failure).replaceAll("\\s*\\R\\s*", " "));
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }

  private static String reason(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException e -> e.getFile() + ": no such file or folder; check the path";
      case AccessDeniedException e -> e.getFile() + ": access denied; check its permissions";
      case NotDirectoryException e -> e.getFile() + ": is no folder; name a folder";
      case FileAlreadyExistsException e -> e.getFile() + ": is there already; choose another name";
      case FileSystemException e when e.getReason() == null ->
          e.getFile() + ": can't be read or written; check path and permissions";
      case EOFException e -> "a file ends too early (%s); copy it again".formatted(oneLine(e));
      case UncheckedIOException e -> reason(cause(e));
      case CompletionException e -> reason(cause(e));
      case ExecutionException e -> reason(cause(e));
      case IOException e -> oneLine(e);
      case OutOfMemoryError e ->
          "out of memory (%s); %d MB were allowed, allow more: DEEPMEM_JAVA_OPTIONS=-Xmx%dg"
              .formatted(oneLine(e), allowed() >> 20, Math.max(4, (allowed() >> 29) + 1));
      case RuntimeException e when e.getClass().getName().startsWith("org.deepmem.") -> oneLine(e);
      default -> "internal error, please report it with DEEPMEM_TRACE=1: " + failure;
    };
  }

  private static Throwable cause(Throwable failure) {
    return failure.getCause() == null ? failure : failure.getCause();
  }

  private static String oneLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  /// Bytes that the heap may grow to.
  private static long allowed() {
    return Runtime.getRuntime().maxMemory();
  }
}
