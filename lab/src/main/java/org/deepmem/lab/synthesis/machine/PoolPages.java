package org.deepmem.lab.synthesis.machine;

import org.deepmem.nn.SeededRandom;

/// A pool's pages: the nonpaged pool starts with large pages, which are handed out in random order;
/// all else is mapped a page at a time.
final class PoolPages {
  private static final int SEGMENT_PAGES = 16;

  /// Share of the paged pool's pages that are trimmed from the system's working set.
  private static final float TRIMMED = 0.06f;

  private final KernelMemory memory;
  private final AddressArea area;
  private final boolean paged;
  private final SeededRandom random;
  private final long[] initial;
  private int initialLeft;
  private int count;
  private long firstSmall;

  PoolPages(KernelMemory memory, AddressArea area, boolean paged, SeededRandom random) {
    this.memory = memory;
    this.area = area;
    this.paged = paged;
    this.random = random;
    initial = new long[0];
    firstSmall = area.next();
  }

  PoolPages(KernelMemory memory, AddressArea area, int largePages, int pfn, SeededRandom random) {
    this.memory = memory;
    this.area = area;
    this.paged = false;
    this.random = random;
    int group = memory.system.segmentHeap() ? SEGMENT_PAGES : 1;
    long start = area.take(largePages * 512, 0);
    memory.mapLarge(start, pfn, largePages, bits());
    initial = new long[largePages * 512 / group];
    for (int i = 0; i < initial.length; i++) {
      initial[i] = start + ((long) i * group << 12);
    }
    initialLeft = initial.length;
    firstSmall = area.next();
  }

  private static long bits() {
    return PageEntry.KERNEL_DATA | KernelMemory.noExecute();
  }

  int count() {
    return count;
  }

  /// A page.
  long page() {
    count++;
    return initialLeft > 0 ? anyInitial() : fresh(1);
  }

  /// 16 pages, aligned to their size.
  long segment() {
    count += SEGMENT_PAGES;
    if (initialLeft > 0) {
      return anyInitial();
    }
    int misaligned = (int) (area.next() >>> 12) & (SEGMENT_PAGES - 1);
    if (misaligned != 0) {
      area.take(SEGMENT_PAGES - misaligned, 0);
    }
    return mapped(area.take(SEGMENT_PAGES, 0), SEGMENT_PAGES);
  }

  /// Pages for one allocation.
  long run(int pages) {
    count += pages;
    return fresh(pages);
  }

  private long anyInitial() {
    // From the first few: neighbours in time lie near each other, not side by side.
    int i = initialLeft - 1 - random.nextInt(Math.min(initialLeft, 8));
    long page = initial[i];
    initial[i] = initial[--initialLeft];
    return page;
  }

  private long fresh(int pages) {
    return mapped(area.take(pages, random.nextInt(16) == 0 ? 1 + random.nextInt(3) : 0), pages);
  }

  private long mapped(long va, int pages) {
    memory.mapNew(va, pages, bits());
    return va;
  }

  /// Trims a share of the paged pool's pages.
  void seal() {
    if (paged) {
      for (long va = firstSmall; va != area.next(); va += PhysicalMemory.PAGE) {
        if (memory.mapped(va) && random.nextFloat() < TRIMMED) {
          memory.trim(va, 4);
        }
      }
    }
  }
}
