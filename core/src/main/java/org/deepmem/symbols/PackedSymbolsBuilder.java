package org.deepmem.symbols;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Collects symbols in any order for a [PackedSymbols].
final class PackedSymbolsBuilder {
  private long[] addresses;
  private char[] types;
  private int[] nameOffsets;
  private byte[] names;
  private int size;

  /// @param expected number of symbols, a hint
  PackedSymbolsBuilder(int expected) {
    int capacity = Math.max(16, expected);
    addresses = new long[capacity];
    types = new char[capacity];
    nameOffsets = new int[capacity + 1];
    names = new byte[capacity * 24];
  }

  void add(String name, long address, char type) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    add(bytes, 0, bytes.length, address, type);
  }

  /// Adds a symbol whose name is `text[from, to)`.
  void add(byte[] text, int from, int to, long address, char type) {
    if (size == addresses.length) {
      addresses = Arrays.copyOf(addresses, size * 2);
      types = Arrays.copyOf(types, size * 2);
      nameOffsets = Arrays.copyOf(nameOffsets, size * 2 + 1);
    }
    int start = nameOffsets[size];
    int end = start + (to - from);
    if (end > names.length) {
      names = Arrays.copyOf(names, Math.max(end, names.length * 2));
    }
    System.arraycopy(text, from, names, start, to - from);
    addresses[size] = address;
    types[size] = type;
    size++;
    nameOffsets[size] = end;
  }

  PackedSymbols build(String source) {
    for (int i = 1; i < size; i++) {
      if (Long.compareUnsigned(addresses[i - 1], addresses[i]) > 0) {
        return sorted().build(source);
      }
    }
    return new PackedSymbols(
        source,
        Arrays.copyOf(addresses, size),
        Arrays.copyOf(types, size),
        Arrays.copyOf(nameOffsets, size + 1),
        Arrays.copyOf(names, nameOffsets[size]));
  }

  /// The same symbols by address; those with one address keep their order.
  private PackedSymbolsBuilder sorted() {
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compareUnsigned(addresses[a], addresses[b]));
    PackedSymbolsBuilder sorted = new PackedSymbolsBuilder(size);
    for (int i : order) {
      sorted.add(names, nameOffsets[i], nameOffsets[i + 1], addresses[i], types[i]);
    }
    return sorted;
  }
}
