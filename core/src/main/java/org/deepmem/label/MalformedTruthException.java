package org.deepmem.label;

import java.io.IOException;
import java.nio.file.Path;
import org.deepmem.files.OneLine;
import org.jspecify.annotations.Nullable;

/// A truth file with a line that isn't an object. The message is one line: file, line number and
/// reason.
public final class MalformedTruthException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int line;

  /// @param line from 1
  public MalformedTruthException(Path file, int line, String reason, @Nullable Throwable cause) {
    super(
        "%s: line %d: %s; a truth file has an object a line, as `deepmem label` writes them"
            .formatted(file, line, OneLine.of(reason)),
        cause);
    this.line = line;
  }

  /// Number of the line at fault, from 1.
  public int line() {
    return line;
  }
}
