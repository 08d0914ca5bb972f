package org.deepmem.model;

import java.io.IOException;
import java.nio.file.Path;
import org.deepmem.files.OneLine;

/// A file that is no model of this version, or is damaged. The message is one line: file, offset,
/// reason and remedy.
public final class MalformedModelException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param file the file at fault
  /// @param offset byte offset in the file
  /// @param reason what is wrong, and what to do
  public MalformedModelException(Path file, long offset, String reason) {
    super("%s: offset 0x%x: %s".formatted(file, offset, OneLine.of(reason)));
  }

  /// The same for a fault whose message names the file and the offset already.
  MalformedModelException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
