package org.deepmem.symbols;

/// A symbol, structure, member or constant that the work needs isn't in the tables: the kernel was
/// built without it, or the tables are another kernel's. Ask with the Optional-returning methods
/// where its absence is expected.
public final class MissingSymbolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param source where it was looked for
  /// @param what is missing, such as `member task_struct.foo`
  public MissingSymbolException(String source, String what) {
    super(
        "%s: no %s; give symbols of the dump's own kernel with --symbols FILE"
            .formatted(source, what));
  }
}
