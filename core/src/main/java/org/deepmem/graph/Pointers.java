package org.deepmem.graph;

import java.util.Arrays;
import org.deepmem.paging.CanonicalPages;

/// The pointers of a dump, in ascending order of the canonical address at which they stand.
///
/// @param firstOfPage `[pages + 1]`: first pointer of each canonical page, and after them the
///   number of pointers
/// @param offsets `[pointers]`: where it stands in its page
/// @param targetPages `[pointers]`: canonical page that it leads to, or -1 where that is mapped but
///   absent
/// @param targetOffsets `[pointers]`: where in that page
/// @param traits `[pointers]`: see [PointerTraits]
record Pointers(
    int[] firstOfPage, short[] offsets, int[] targetPages, short[] targetOffsets, byte[] traits) {
  private static final Builder EMPTY = new Builder(0);

  int size() {
    return offsets.length;
  }

  /// Canonical address that a pointer leads to.
  long target(int pointer, CanonicalPages pages) {
    return pages.virtualAddress(targetPages[pointer]) + targetOffsets[pointer];
  }

  /// The canonical address of the pointer after one of a page, where it stands in the same page or
  /// in the one that follows in memory; else -1, which is none.
  ///
  /// @param pointer of `page`
  long nextAddress(int pointer, int page, CanonicalPages pages) {
    int next = pointer + 1;
    if (next < firstOfPage[page + 1]) {
      return pages.virtualAddress(page) + offsets[next];
    }
    boolean inNextPage = page + 1 < pages.size() && next < firstOfPage[page + 2];
    return inNextPage && pages.adjoin(page) ? pages.virtualAddress(page + 1) + offsets[next] : -1;
  }

  /// `[pointers]`, a bit each: whether the next pointer directly follows.
  long[] runsOn(CanonicalPages pages, int wordSize) {
    long[] runsOn = new long[(size() >>> 6) + 1];
    for (int page = 0; page < pages.size(); page++) {
      for (int pointer = firstOfPage[page]; pointer < firstOfPage[page + 1]; pointer++) {
        long next = pages.virtualAddress(page) + offsets[pointer] + wordSize;
        if (nextAddress(pointer, page, pages) == next) {
          runsOn[pointer >>> 6] |= 1L << pointer;
        }
      }
    }
    return runsOn;
  }

  /// The pointers of a block of pages, which grow as pointers are met.
  static final class Builder {
    private final int[] ends;
    private int pages;
    private short[] offsets = new short[1024];
    private int[] targetPages = new int[1024];
    private short[] targetOffsets = new short[1024];
    private byte[] traits = new byte[1024];
    private int size;

    /// @param pages of the block
    Builder(int pages) {
      ends = new int[pages];
    }

    void add(int offset, int targetPage, int targetOffset, byte trait) {
      if (size == offsets.length) {
        int capacity = Math.multiplyExact(size, 2);
        offsets = Arrays.copyOf(offsets, capacity);
        targetPages = Arrays.copyOf(targetPages, capacity);
        targetOffsets = Arrays.copyOf(targetOffsets, capacity);
        traits = Arrays.copyOf(traits, capacity);
      }
      offsets[size] = (short) offset;
      targetPages[size] = targetPage;
      targetOffsets[size] = (short) targetOffset;
      traits[size++] = trait;
    }

    void endPage() {
      ends[pages++] = size;
    }
  }

  /// Joins the parts of one dump, in the order given, and lets go of them.
  static Pointers joined(Builder[] parts, int pages) {
    int size = 0;
    for (Builder part : parts) {
      size = Math.addExact(size, part.size);
    }
    Pointers all =
        new Pointers(
            new int[pages + 1], new short[size], new int[size], new short[size], new byte[size]);
    int at = 0;
    int page = 0;
    for (int i = 0; i < parts.length; i++) {
      Builder part = parts[i];
      System.arraycopy(part.offsets, 0, all.offsets, at, part.size);
      System.arraycopy(part.targetPages, 0, all.targetPages, at, part.size);
      System.arraycopy(part.targetOffsets, 0, all.targetOffsets, at, part.size);
      System.arraycopy(part.traits, 0, all.traits, at, part.size);
      for (int end : part.ends) {
        all.firstOfPage[++page] = at + end;
      }
      at += part.size;
      parts[i] = EMPTY;
    }
    return all;
  }
}
