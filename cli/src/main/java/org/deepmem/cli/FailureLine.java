package org.deepmem.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
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
      failure.printStackTrace(err);
    }
    err.flush();
    return 1;
  }

  /// What failed, where, and what to do, with nothing in it that acts on a terminal.
  static String line(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException e -> e.getFile() + ": no such file or folder; check the path";
      case AccessDeniedException e -> e.getFile() + ": access denied; check its permissions";
      case NotDirectoryException e -> e.getFile() + ": is no folder; name a folder";
      case FileAlreadyExistsException e -> e.getFile() + ": is there already; choose another name";
      case FileSystemException e when e.getReason() == null ->
          e.getFile() + ": can't be read or written; check path and permissions";
      case EOFException e -> "a file ends too early (%s); copy it again".formatted(oneLine(e));
      case UncheckedIOException e -> line(cause(e));
      case CompletionException e -> line(cause(e));
      case ExecutionException e -> line(cause(e));
      case IOException e -> oneLine(e);
      case OutOfMemoryError e ->
          "out of memory (%s); %d MB were allowed, allow more: DEEPMEM_JAVA_OPTIONS=-Xmx%dg"
              .formatted(oneLine(e), allowed() >> 20, Math.max(4, (allowed() >> 29) + 1));
      case InternalError e when String.valueOf(e.getMessage()).contains("unsafe memory access") ->
          "a file was cut short while it was read, or its disk fails; copy it again";
      case RuntimeException e when e.getClass().getName().startsWith("org.deepmem.") -> oneLine(e);
      default ->
          "internal error, please report it with DEEPMEM_TRACE=1: "
              + HarmlessText.of(failure.toString());
    };
  }

  private static Throwable cause(Throwable failure) {
    return failure.getCause() == null ? failure : failure.getCause();
  }

  private static String oneLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null
        ? failure.toString()
        : HarmlessText.of(message.replaceAll("\\s*\\R\\s*", " "));
  }

  /// Bytes that the heap may grow to.
  private static long allowed() {
    return Runtime.getRuntime().maxMemory();
  }
}
