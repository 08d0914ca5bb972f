package org.deepmem.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deepmem.image.MemoryImage;
import org.deepmem.paging.CanonicalPages;

/// The nodes that the gaps between pointers give, in ascending order of address.
///
/// @param addresses `[nodes]`: canonical virtual address of the window's first byte
/// @param lengths `[nodes]`: bytes of the whole segment
/// @param windows `[nodes]`: ordinal of [Window]
/// @param leftPointers `[nodes]`: the pointer that directly precedes the segment; the next one
///   directly follows it
/// @param firstOfPage `[pages + 1]`: first node whose window starts in each page, and after them
///   the number of nodes
record Segments(
    long[] addresses, short[] lengths, byte[] windows, int[] leftPointers, int[] firstOfPage) {
  /// A segment of this many bytes or more is dropped (*ref*).
  static final int TOO_LONG = 4096;

  private static final int PAGES_A_BLOCK = 1024;

  int size() {
    return addresses.length;
  }

  /// Cuts memory at its pointers: a segment is the maximal run of bytes between two consecutive
  /// ones, shown in two windows when longer than the cut. A gap below 4096 bytes never leaves two
  /// adjacent pages that both are in the dump.
  static Segments between(Pointers pointers, CanonicalPages pages, int wordSize, int cut) {
    return new Cutter(pointers, pages, wordSize, cut).segments();
  }

  /// Goes through the pages in blocks, on all processors: once to count, once to cut.
  private record Cutter(Pointers pointers, CanonicalPages pages, int wordSize, int cut) {
    Segments segments() {
      int blocks = (pages.size() + PAGES_A_BLOCK - 1) / PAGES_A_BLOCK;
      int[] first = new int[blocks + 1];
      IntStream.range(0, blocks).parallel().forEach(block -> first[block + 1] = count(block));
      for (int block = 0; block < blocks; block++) {
        first[block + 1] = Math.addExact(first[block], first[block + 1]);
      }
      int size = first[blocks];
      Segments nodes =
          new Segments(
              new long[size],
              new short[size],
              new byte[size],
              new int[size],
              new int[pages.size() + 1]);
      IntStream.range(0, blocks).parallel().forEach(block -> cut(block, first[block], nodes));
      nodes.indexPages(pages);
      return nodes;
    }

    private int count(int block) {
      int[] count = {0};
      eachGap(block, (start, gap, pointer) -> count[0] += windows(gap));
      return count[0];
    }

    private void cut(int block, int first, Segments nodes) {
      int[] node = {first};
      eachGap(
          block,
          (start, gap, pointer) -> {
            nodes.set(node[0]++, start, Window.HEAD, gap, pointer);
            if (windows(gap) == 2) {
              nodes.set(node[0]++, start + gap - cut, Window.TAIL, gap, pointer);
            }
          });
    }

    private int windows(int gap) {
      return gap <= cut ? 1 : 2;
    }

    private void eachGap(int block, GapVisitor visitor) {
      int to = Math.min(pages.size(), (block + 1) * PAGES_A_BLOCK);
      for (int page = block * PAGES_A_BLOCK; page < to; page++) {
        long base = pages.virtualAddress(page);
        int end = pointers.firstOfPage()[page + 1];
        for (int pointer = pointers.firstOfPage()[page]; pointer < end; pointer++) {
          long start = base + pointers.offsets()[pointer] + wordSize;
          long next = pointers.nextAddress(pointer, page, pages);
          if (next != -1 && next > start && next - start < TOO_LONG) {
            visitor.visit(start, (int) (next - start), pointer);
          }
        }
      }
    }
  }

  @FunctionalInterface
  private interface GapVisitor {
    /// @param start address of the gap's first byte
    /// @param gap its bytes, 1 to 4095
    /// @param pointer before it
    void visit(long start, int gap, int pointer);
  }

  private void set(int node, long address, Window window, int gap, int leftPointer) {
    addresses[node] = address;
    lengths[node] = (short) gap;
    windows[node] = (byte) window.ordinal();
    leftPointers[node] = leftPointer;
  }

  private void indexPages(CanonicalPages pages) {
    int node = 0;
    for (int page = 0; page < pages.size(); page++) {
      firstOfPage[page] = node;
      long base = pages.virtualAddress(page);
      while (node < size() && addresses[node] - base < MemoryImage.PAGE) {
        node++;
      }
    }
    Arrays.fill(firstOfPage, pages.size(), firstOfPage.length, node);
  }
}
