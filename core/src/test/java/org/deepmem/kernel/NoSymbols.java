package org.deepmem.kernel;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.deepmem.symbols.Symbol;
import org.deepmem.symbols.SymbolTable;

/// A table without symbols.
final class NoSymbols implements SymbolTable {
  @Override
  public OptionalLong address(String name) {
    return OptionalLong.empty();
  }

  @Override
  public Optional<Symbol> nearest(long address) {
    return Optional.empty();
  }

  @Override
  public Stream<Symbol> symbols() {
    return Stream.empty();
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public String source() {
    return "test";
  }
}
