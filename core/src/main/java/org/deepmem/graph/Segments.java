package org.deepmem.graph;

import java.util.Arrays;
import org.deepmem.image.MemoryImage;
import org.deepmem.paging.CanonicalPages;

/// The nodes that the gaps between pointers give, in ascending order of address.
///
/// @param addresses `[nodes]`: canonical virtual address of the window's first byte
/// @param pages `[nodes]`: canonical page that holds that byte
/// @param lengths `[nodes]`: bytes of the whole segment
/// @param windows `[nodes]`: ordinal of [Window]
/// @param leftPointers `[nodes]`: the pointer that directly precedes the segment; the next one
///   directly follows it
record Segments(
    long[] addresses, int[] pages, short[] lengths, byte[] windows, int[] leftPointers) {
  /// A segment of this many bytes or more is dropped (*ref*).
  static final int TOO_LONG = 4096;

  int size() {
    return addresses.length;
  }

  /// Cuts memory at its pointers: a segment is the maximal run of bytes between two consecutive
  /// ones, shown in two windows when longer than the cut. A gap below 4096 bytes never leaves two
  /// adjacent pages that both are in the dump.
  static Segments between(Pointers pointers, CanonicalPages pages, int wordSize, int cut) {
    int size = 0;
    for (int left = 0; left + 1 < pointers.size(); left++) {
      size += windows(gap(pointers, left, wordSize), cut);
    }
    Segments nodes =
        new Segments(new long[size], new int[size], new short[size], new byte[size], new int[size]);
    int node = 0;
    for (int left = 0; left + 1 < pointers.size(); left++) {
      long gap = gap(pointers, left, wordSize);
      if (windows(gap, cut) > 0) {
        long start = pointers.addresses()[left] + wordSize;
        nodes.set(node++, start, Window.HEAD, gap, left, pointers, pages);
        if (windows(gap, cut) == 2) {
          long tail = start + gap - cut;
          nodes.set(node++, tail, Window.TAIL, gap, left, pointers, pages);
        }
      }
    }
    return nodes;
  }

  /// First node whose window starts in each page; entry `pages` is the number of nodes.
  int[] firstOfPages(int pageCount) {
    int[] first = new int[pageCount + 1];
    Arrays.fill(first, size());
    for (int node = size() - 1; node >= 0; node--) {
      first[pages[node]] = node;
    }
    for (int page = pageCount - 1; page >= 0; page--) {
      first[page] = Math.min(first[page], first[page + 1]);
    }
    return first;
  }

  private static long gap(Pointers pointers, int left, int wordSize) {
    return pointers.addresses()[left + 1] - pointers.addresses()[left] - wordSize;
  }

  private static int windows(long gap, int cut) {
    return gap <= 0 || gap >= TOO_LONG ? 0 : gap <= cut ? 1 : 2;
  }

  private void set(
      int node,
      long address,
      Window window,
      long gap,
      int left,
      Pointers pointers,
      CanonicalPages canonical) {
    int page = pointers.pages()[left];
    if (address - canonical.virtualAddress(page) >= MemoryImage.PAGE) {
      page = pointers.pages()[left + 1];
    }
    addresses[node] = address;
    pages[node] = page;
    lengths[node] = (short) gap;
    windows[node] = (byte) window.ordinal();
    leftPointers[node] = left;
  }
}
