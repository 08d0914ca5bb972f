package org.deepmem.tensors;

import java.io.IOException;
import java.nio.file.Path;
import org.deepmem.files.OneLine;

/// A tensor file that is cut off, of another kind or version. The message is one line: file,
/// offset, reason and remedy.
public final class MalformedTensorsException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param file the file at fault
  /// @param offset byte offset in the file
  /// @param reason what is wrong, and what to do
  public MalformedTensorsException(Path file, long offset, String reason) {
    super("%s: offset 0x%x: %s".formatted(file, offset, OneLine.of(reason)));
  }

  /// The same, keeping what caused it.
  public MalformedTensorsException(Path file, long offset, String reason, Throwable cause) {
    this(file, offset, reason);
    initCause(cause);
  }
}
