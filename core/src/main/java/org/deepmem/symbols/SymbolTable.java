package org.deepmem.symbols;

import java.util.Optional;
import java.util.OptionalLong;

/// Names of a kernel's addresses, as they are at run time (KASLR already added). Per-CPU symbols
/// have their offset in the per-CPU area as address.
public interface SymbolTable {
  /// Run-time address of a symbol; of several with one name, the first in address order.
  OptionalLong address(String name);

  /// The symbol at this address or, within its reach, the nearest below.
  Optional<Symbol> nearest(long address);

  /// Number of symbols.
  int size();

  /// Where the names come from, such as `kallsyms` or a file's path.
  String source();
}
