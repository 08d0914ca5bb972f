package org.deepmem.symbols;

import static org.deepmem.fuzz.Checks.require;

import java.util.List;

/// What holds for every table of symbols.
final class SymbolsCheck {
  private SymbolsCheck() {}

  static void check(SymbolTable table) {
    List<Symbol> symbols = table.symbols().limit(1000).toList();
    require(symbols.size() == Math.min(1000, table.size()), "all symbols are listed");
    for (int i = 0; i < symbols.size(); i++) {
      Symbol symbol = symbols.get(i);
      require(
          i == 0 || Long.compareUnsigned(symbols.get(i - 1).address(), symbol.address()) <= 0,
          "symbols are in order");
      require(
          table.nearest(symbol.address()).orElseThrow().address() == symbol.address(),
          "found by address");
      if (symbol.name().indexOf('\ufffd') < 0) {
        require(table.address(symbol.name()).isPresent(), "found by name");
      }
    }
  }
}
