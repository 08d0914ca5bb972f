package org.deepmem.paging;

import org.deepmem.image.MemoryImage;

/// One pass over the tables of the kernel's half, from the lowest address to the highest.
final class X64KernelWalk {
  /// Aliases are ordinary (Linux maps one espfix page 65,536 times), but a kernel never visits its
  /// tables this much more often than it has pages.
  private static final long EXTRA_VISITS = 1 << 16;

  /// Nor does it map pages one by one this much more often: looping tables would fill all of our
  /// memory with runs first.
  private static final long EXTRA_RUNS = 1 << 20;

  private final MemoryImage image;
  private final int levels;
  private final byte[] buffer = new byte[MemoryImage.PAGE];
  private final long[][] entries;
  private final MappedRuns.Builder runs = new MappedRuns.Builder();
  private final long mostRuns;
  private long visitsLeft;
  private long absentTables;

  X64KernelWalk(MemoryImage image, int levels) {
    this.image = image;
    this.levels = levels;
    entries = new long[levels + 1][PageTable.ENTRIES];
    mostRuns = 4 * (image.presentBytes() / MemoryImage.PAGE) + EXTRA_RUNS;
    visitsLeft = 2 * (image.presentBytes() / MemoryImage.PAGE) + EXTRA_VISITS;
  }

  MappedRuns walk(long root) {
    long base = -1L << (PageTable.shift(levels + 1) - 1);
    visit(root, levels, base, PageTable.ENTRIES / 2);
    return runs.build();
  }

  long absentTables() {
    return absentTables;
  }

  /// Adds what a table maps.
  ///
  /// @param base virtual address of the entry `first`
  private void visit(long table, int level, long base, int first) {
    if (visitsLeft-- == 0 || runs.size() > mostRuns) {
      throw new PagingException(
          table, "the tables contain themselves; the dump is damaged or these aren't page tables");
    }
    long[] here = entries[level];
    if (!PageTable.read(image, table, buffer, here)) {
      absentTables++;
      return;
    }
    long size = 1L << PageTable.shift(level);
    for (int i = first; i < PageTable.ENTRIES; i++) {
      long entry = here[i];
      if (!PageTable.present(entry)) {
        continue;
      }
      long address = base + (i - first) * size;
      long frame = PageTable.frame(entry, level);
      if (PageTable.mapsPage(entry, level)) {
        runs.add(address, frame, size);
      } else {
        visit(frame, level - 1, address, 0);
      }
    }
  }
}
