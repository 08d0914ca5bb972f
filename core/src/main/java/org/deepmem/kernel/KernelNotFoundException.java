package org.deepmem.kernel;

import java.io.IOException;
import java.nio.file.Path;

/// A dump in which no kernel, or not all that is needed of it, could be found. The message is one
/// line: file, what was looked for, remedy.
public final class KernelNotFoundException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param file the dump
  /// @param reason what was looked for and not found, and what to do
  public KernelNotFoundException(Path file, String reason) {
    super("%s: %s".formatted(file, reason));
  }

  /// The same, keeping what caused it.
  public KernelNotFoundException(Path file, String reason, Throwable cause) {
    this(file, reason);
    initCause(cause);
  }
}
