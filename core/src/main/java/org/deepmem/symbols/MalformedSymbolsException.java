package org.deepmem.symbols;

import java.io.IOException;
import java.util.Objects;
import org.deepmem.files.OneLine;

/// Symbols or layouts that can't be read as what they claim to be: kallsyms or BTF in a dump, or a
/// symbol file. The message is one line: source, offset, reason.
public final class MalformedSymbolsException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String origin;
  private final long offset;

  /// @param origin a file's path, or what was read from the dump, such as `BTF`
  /// @param offset of the fault: bytes from the start of the file or table, an address in memory,
  ///   or a line number, as the reason says
  /// @param reason what is wrong, and where it helps what to do about it
  public MalformedSymbolsException(String origin, long offset, String reason) {
    super("%s: offset 0x%x: %s".formatted(origin, offset, OneLine.of(reason)));
    this.origin = origin;
    this.offset = offset;
  }

  /// The same, keeping what caused it.
  public MalformedSymbolsException(String origin, long offset, String reason, Throwable cause) {
    this(origin, offset, reason);
    initCause(cause);
  }

  /// The file or table at fault.
  public String origin() {
    return origin;
  }

  /// Where in it the fault lies.
  public long offset() {
    return offset;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
