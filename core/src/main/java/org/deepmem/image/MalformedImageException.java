package org.deepmem.image;

import java.io.IOException;
import java.nio.file.Path;

/// A file that can't be read as what it claims to be. The message is one line: file, offset, reason
/// and remedy.
public final class MalformedImageException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final long offset;

  /// @param file the file at fault
  /// @param offset byte offset in the file where the fault lies
  /// @param reason what is wrong, and where it helps what to do about it
  public MalformedImageException(Path file, long offset, String reason) {
    super("%s: offset 0x%x: %s".formatted(file, offset, reason));
    this.file = file;
    this.offset = offset;
  }

  /// The same, keeping what caused it.
  public MalformedImageException(Path file, long offset, String reason, Throwable cause) {
    this(file, offset, reason);
    initCause(cause);
  }

  /// The file at fault.
  public Path file() {
    return file;
  }

  /// Byte offset in the file where the fault lies.
  public long offset() {
    return offset;
  }
}
