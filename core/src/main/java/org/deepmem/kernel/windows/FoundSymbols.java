package org.deepmem.kernel.windows;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deepmem.symbols.Symbol;
import org.deepmem.symbols.SymbolTable;

/// Symbols that the dump itself gives: the kernel's exports and its debugger data block. A few
/// thousand at most; where both name a symbol, the block counts.
final class FoundSymbols implements SymbolTable {
  private static final long REACH = 1 << 20;

  private final Map<String, Long> addresses;
  private final TreeMap<Long, String> names = new TreeMap<>(Long::compareUnsigned);
  private final String source;

  FoundSymbols(Map<String, Long> exports, Map<String, Long> block, String source) {
    Map<String, Long> all = new TreeMap<>(exports);
    all.putAll(block);
    addresses = Map.copyOf(all);
    all.forEach((name, address) -> names.putIfAbsent(address, name));
    this.source = source;
  }

  @Override
  public OptionalLong address(String name) {
    Long address = addresses.get(name);
    return address == null ? OptionalLong.empty() : OptionalLong.of(address);
  }

  @Override
  public Optional<Symbol> nearest(long address) {
    Map.Entry<Long, String> below = names.floorEntry(address);
    return below == null || Long.compareUnsigned(address - below.getKey(), REACH) > 0
        ? Optional.empty()
        : Optional.of(symbol(below));
  }

  @Override
  public Stream<Symbol> symbols() {
    return names.entrySet().stream().map(FoundSymbols::symbol);
  }

  @Override
  public int size() {
    return addresses.size();
  }

  @Override
  public String source() {
    return source;
  }

  private static Symbol symbol(Map.Entry<Long, String> entry) {
    return new Symbol(entry.getValue(), entry.getKey(), 'd');
  }
}
