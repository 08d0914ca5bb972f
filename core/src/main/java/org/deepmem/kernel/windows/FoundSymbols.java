package org.deepmem.kernel.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deepmem.symbols.Symbol;
import org.deepmem.symbols.SymbolTable;

/// Symbols that the dump itself gives: the kernel's exports, the list heads of a crash dump's
/// header and the debugger data block. A few thousand at most; where several name a symbol, the
/// last of these counts.
final class FoundSymbols implements SymbolTable {
  private static final long REACH = 1 << 20;

  private final Map<String, Long> addresses;
  private final TreeMap<Long, String> names = new TreeMap<>(Long::compareUnsigned);
  private final String source;

  private FoundSymbols(Map<String, Long> addresses, String source) {
    this.addresses = Map.copyOf(addresses);
    addresses.forEach((name, address) -> names.putIfAbsent(address, name));
    this.source = source;
  }

  static FoundSymbols of(WindowsPlace place) {
    Map<String, Long> found = new TreeMap<>(place.exports());
    List<String> sources = new ArrayList<>(List.of("exports"));
    Map<String, Long> heads = new TreeMap<>();
    place
        .crash()
        .ifPresent(
            notes -> {
              heads.put("PsActiveProcessHead", notes.activeProcesses());
              heads.put("PsLoadedModuleList", notes.loadedModules());
            });
    heads.values().removeIf(address -> !place.image().contains(address));
    if (!heads.isEmpty()) {
      found.putAll(heads);
      sources.addFirst("crash dump header");
    }
    place
        .kdbg()
        .ifPresent(
            block -> {
              found.putAll(block.pointers());
              sources.addFirst("KDBG");
            });
    return new FoundSymbols(found, String.join(", ", sources));
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
