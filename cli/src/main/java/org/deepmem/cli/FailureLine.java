package org.deepmem.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Tells a failure in one line on standard error. `DEEPMEM_TRACE=1` in the environment adds the
/// stack trace.
final class FailureLine implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    commandLine.getErr().println("deepmem: " + line(failure));
    if ("1".equals(System.getenv("DEEPMEM_TRACE"))) {
      failure.printStackTrace(commandLine.getErr());
    }
    return 1;
  }

  static String line(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException e -> e.getFile() + ": no such file; check the path";
      case AccessDeniedException e -> e.getFile() + ": access denied; check its permissions";
      case FileSystemException e -> oneLine(e);
      case UncheckedIOException e -> line(cause(e));
      case CompletionException e -> line(cause(e));
      case IOException e -> oneLine(e);
      case RuntimeException e when e.getClass().getName().startsWith("org.deepmem.") -> oneLine(e);
      default -> "internal error, please report it with DEEPMEM_TRACE=1: " + failure;
    };
  }

  private static Throwable cause(Throwable failure) {
    return failure.getCause() == null ? failure : failure.getCause();
  }

  private static String oneLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message.replaceAll("\\s*\\R\\s*", " ");
  }
}
