package org.deepmem.symbols;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Names of a kernel's addresses, as they are at run time (KASLR already added). Per-CPU symbols
/// have their offset in the per-CPU area as address. Safe for use by several threads.
public interface SymbolTable {
  /// Run-time address of a symbol; of several with one name, the first in address order.
  OptionalLong address(String name);

  /// The symbol at this address or, within 1 MB, the nearest below; of several at one address the
  /// first.
  Optional<Symbol> nearest(long address);

  /// All symbols in the order of their addresses (as unsigned).
  Stream<Symbol> symbols();

  /// Number of symbols.
  int size();

  /// Where the names come from, such as `kallsyms` or a file's path.
  String source();

  /// Address of a symbol that must be there.
  ///
  /// @throws MissingSymbolException when it isn't
  default long require(String name) {
    return address(name).orElseThrow(() -> new MissingSymbolException(source(), "symbol " + name));
  }
}
