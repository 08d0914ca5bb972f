package org.deepmem.symbols;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A symbol table in a handful of arrays: addresses in order, names in one array of bytes, and an
/// open-addressed hash of the names. About 40 bytes a symbol.
final class PackedSymbols implements SymbolTable {
  /// How far above a symbol an address still belongs to it, in bytes.
  private static final long REACH = 1 << 20;

  private final String source;
  private final long[] addresses;
  private final char[] types;
  private final int[] nameOffsets;
  private final byte[] names;
  private final int[] slots;

  /// @param addresses `[n]`, ascending as unsigned
  /// @param types `[n]`, nm's letters
  /// @param nameOffsets `[n + 1]`, where each name starts in `names`; the last is where they end
  /// @param names names without terminators, UTF-8
  PackedSymbols(String source, long[] addresses, char[] types, int[] nameOffsets, byte[] names) {
    this.source = source;
    this.addresses = addresses;
    this.types = types;
    this.nameOffsets = nameOffsets;
    this.names = names;
    slots = new int[Integer.highestOneBit(Math.max(addresses.length, 1)) * 4];
    for (int i = 0; i < addresses.length; i++) {
      int slot = slot(names, nameOffsets[i], nameOffsets[i + 1]);
      if (slots[slot] == 0) {
        slots[slot] = i + 1;
      }
    }
  }

  /// The slot that holds this name, or the free one where it belongs.
  private int slot(byte[] text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + text[i];
    }
    int slot = (hash ^ hash >>> 16) * 0x9E3779B1 >>> 1 & slots.length - 1;
    while (slots[slot] != 0) {
      int symbol = slots[slot] - 1;
      int start = nameOffsets[symbol];
      int end = nameOffsets[symbol + 1];
      if (Arrays.equals(names, start, end, text, from, to)) {
        return slot;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  /// The same symbols where KASLR has put them.
  ///
  /// @param from symbols below this address (as unsigned), such as per-CPU ones, don't move
  /// @param shift bytes
  PackedSymbols shifted(long from, long shift) {
    PackedSymbolsBuilder moved = new PackedSymbolsBuilder(addresses.length);
    for (int i = 0; i < addresses.length; i++) {
      boolean moves = Long.compareUnsigned(addresses[i], from) >= 0;
      long address = moves ? addresses[i] + shift : addresses[i];
      moved.add(names, nameOffsets[i], nameOffsets[i + 1], address, types[i]);
    }
    return moved.build(source);
  }

  @Override
  public OptionalLong address(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    int symbol = slots[slot(text, 0, text.length)] - 1;
    return symbol < 0 ? OptionalLong.empty() : OptionalLong.of(addresses[symbol]);
  }

  @Override
  public Optional<Symbol> nearest(long address) {
    int low = 0;
    int high = addresses.length;
    while (low < high) {
      int middle = low + high >>> 1;
      if (Long.compareUnsigned(addresses[middle], address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int found = low - 1;
    if (found < 0 || Long.compareUnsigned(address - addresses[found], REACH) >= 0) {
      return Optional.empty();
    }
    while (found > 0 && addresses[found - 1] == addresses[found]) {
      found--;
    }
    return Optional.of(symbol(found));
  }

  @Override
  public Stream<Symbol> symbols() {
    return IntStream.range(0, addresses.length).mapToObj(this::symbol);
  }

  @Override
  public int size() {
    return addresses.length;
  }

  @Override
  public String source() {
    return source;
  }

  private Symbol symbol(int i) {
    int start = nameOffsets[i];
    String name = new String(names, start, nameOffsets[i + 1] - start, StandardCharsets.UTF_8);
    return new Symbol(name, addresses[i], types[i]);
  }
}
