package org.deepmem.report;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/// What failed, where, and what to do, in one line with nothing in it that acts on a terminal.
public final class FailureText {
  /// Characters of a line; who writes a dump can make names of any length.
  private static final int LONGEST = 4000;

  private FailureText() {}

  /// The line; empty for what is no failure of an input but of the program itself, or of memory.
  public static Optional<String> of(Throwable failure) {
    return reason(failure).map(FailureText::harmless);
  }

  private static Optional<String> reason(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException e ->
          Optional.of(e.getFile() + ": no such file or folder; check the path");
      case AccessDeniedException e ->
          Optional.of(e.getFile() + ": access denied; check its permissions");
      case NotDirectoryException e -> Optional.of(e.getFile() + ": is no folder; name a folder");
      case FileAlreadyExistsException e ->
          Optional.of(e.getFile() + ": is there already; choose another name");
      case FileSystemException e when e.getReason() == null ->
          Optional.of(e.getFile() + ": can't be read or written; check path and permissions");
      case EOFException e ->
          Optional.of("a file ends too early (%s); copy it again".formatted(message(e)));
      case UncheckedIOException e -> reason(cause(e));
      case CompletionException e when e.getCause() != null -> reason(cause(e));
      case ExecutionException e when e.getCause() != null -> reason(cause(e));
      case IOException e -> Optional.of(message(e));
      case InternalError e when String.valueOf(e.getMessage()).contains("unsafe memory access") ->
          Optional.of("a file was cut short while it was read, or its disk fails; copy it again");
      case RuntimeException e when e.getClass().getName().startsWith("org.deepmem.") ->
          Optional.of(message(e));
      default -> Optional.empty();
    };
  }

  /// What a failure wraps that was thrown by another thread, else the failure itself.
  public static Throwable unwrapped(Throwable failure) {
    return switch (failure) {
      case UncheckedIOException e -> unwrapped(cause(e));
      case CompletionException e when e.getCause() != null -> unwrapped(cause(e));
      case ExecutionException e when e.getCause() != null -> unwrapped(cause(e));
      default -> failure;
    };
  }

  private static Throwable cause(Throwable failure) {
    return failure.getCause() == null ? failure : failure.getCause();
  }

  /// The message on one line, or the kind of failure where it has none.
  public static String oneLine(Throwable failure) {
    return harmless(message(failure));
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  private static String harmless(String text) {
    String line = HarmlessText.of(text.replaceAll("\\s*\\R\\s*", " "));
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
