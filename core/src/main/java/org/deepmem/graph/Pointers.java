package org.deepmem.graph;

import java.util.Arrays;

/// The pointers of a dump, in ascending order of the canonical address at which they stand.
///
/// @param addresses `[pointers]`: canonical virtual address of the word
/// @param pages `[pointers]`: canonical page that holds it
/// @param targets `[pointers]`: canonical virtual address that it leads to, or 0 where that page is
///   mapped but absent
/// @param targetPages `[pointers]`: canonical page that holds the target, or -1
/// @param traits `[pointers]`: see [PointerTraits]
record Pointers(long[] addresses, int[] pages, long[] targets, int[] targetPages, byte[] traits) {
  int size() {
    return addresses.length;
  }

  /// Grows as pointers are met.
  static final class Builder {
    private long[] addresses = new long[1024];
    private int[] pages = new int[1024];
    private long[] targets = new long[1024];
    private int[] targetPages = new int[1024];
    private byte[] traits = new byte[1024];
    private int size;

    void add(long address, int page, long target, int targetPage, byte trait) {
      if (size == addresses.length) {
        int capacity = Math.multiplyExact(size, 2);
        addresses = Arrays.copyOf(addresses, capacity);
        pages = Arrays.copyOf(pages, capacity);
        targets = Arrays.copyOf(targets, capacity);
        targetPages = Arrays.copyOf(targetPages, capacity);
        traits = Arrays.copyOf(traits, capacity);
      }
      addresses[size] = address;
      pages[size] = page;
      targets[size] = target;
      targetPages[size] = targetPage;
      traits[size++] = trait;
    }
  }

  /// Joins the parts of one dump, in the order given.
  static Pointers joined(Builder[] parts) {
    int size = 0;
    for (Builder part : parts) {
      size = Math.addExact(size, part.size);
    }
    Pointers all =
        new Pointers(new long[size], new int[size], new long[size], new int[size], new byte[size]);
    int at = 0;
    for (Builder part : parts) {
      System.arraycopy(part.addresses, 0, all.addresses, at, part.size);
      System.arraycopy(part.pages, 0, all.pages, at, part.size);
      System.arraycopy(part.targets, 0, all.targets, at, part.size);
      System.arraycopy(part.targetPages, 0, all.targetPages, at, part.size);
      System.arraycopy(part.traits, 0, all.traits, at, part.size);
      at += part.size;
    }
    return all;
  }
}
