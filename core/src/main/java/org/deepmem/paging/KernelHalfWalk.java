package org.deepmem.paging;

import java.util.Arrays;
import org.deepmem.image.MemoryImage;

/// One pass over the tables of the kernel's half, from the lowest address to the highest.
final class KernelHalfWalk {
  /// Aliases are ordinary (Linux maps one espfix page 65,536 times), but a kernel never visits its
  /// tables this much more often than it has pages. (A 32-bit space can't: it has 1026 tables.)
  private static final long EXTRA_VISITS = 1 << 16;

  /// Nor does it map pages one by one this much more often: looping tables would fill all of our
  /// memory with runs first.
  private static final long EXTRA_RUNS = 1 << 20;

  private final MemoryImage image;
  private final TableFormat format;
  private final byte[] buffer = new byte[MemoryImage.PAGE];
  private final long[][] entries;
  private final MappedRuns.Builder runs = new MappedRuns.Builder();
  private final long mostRuns;
  private long[] tops = {};
  private final PresentMemory present;

  /// Bytes that the image holds and that may still be mapped: large pages alias it in few runs, and
  /// who walks them page by page would never end.
  private long bytesLeft;

  private long visitsLeft;
  private long absentTables;

  KernelHalfWalk(MemoryImage image, TableFormat format) {
    this.image = image;
    this.format = format;
    entries = new long[format.levels() + 1][];
    for (int level = 1; level <= format.levels(); level++) {
      entries[level] = new long[format.entries(level)];
    }
    mostRuns = 4 * (image.presentBytes() / MemoryImage.PAGE) + EXTRA_RUNS;
    present = new PresentMemory(image);
    bytesLeft = 4 * (image.presentBytes() + EXTRA_RUNS * MemoryImage.PAGE);
    visitsLeft = 2 * (image.presentBytes() / MemoryImage.PAGE) + EXTRA_VISITS;
  }

  MappedRuns walk(long root) {
    tops = tops(root);
    long start = format.kernelStart();
    visit(root, format.levels(), start, format.index(start, format.levels()), false);
    return runs.build();
  }

  long absentTables() {
    return absentTables;
  }

  /// The tables to which an entry of the self-map leads: the top one or, under PAE, the four that
  /// it names.
  private long[] tops(long root) {
    int top = format.levels();
    if (format.selfMapLevel() == top) {
      return new long[] {root};
    }
    format.read(image, root, top, buffer, entries[top]);
    return Arrays.stream(entries[top])
        .filter(format::present)
        .map(entry -> format.frame(entry, top))
        .toArray();
  }

  /// Adds what a table maps.
  ///
  /// @param base virtual address of the entry `first`
  /// @param selfMap whether the table was reached as a part of the address space
  private void visit(long table, int level, long base, int first, boolean selfMap) {
    if (visitsLeft-- == 0 || runs.size() > mostRuns) {
      throw new PagingException(table, "the tables contain themselves");
    }
    long[] here = entries[level];
    if (!format.read(image, table, level, buffer, here)) {
      absentTables++;
    }
    long size = 1L << format.shift(level);
    for (int i = first; i < here.length; i++) {
      long entry = here[i];
      if (!format.present(entry)) {
        continue;
      }
      long address = base + (i - first) * size;
      long frame = format.frame(entry, level);
      if (format.mapsPage(entry, level)) {
        bytesLeft -= present.bytes(frame, size);
        if (bytesLeft < 0) {
          throw new PagingException(table, "the tables map all of memory over and over");
        }
        runs.add(address, frame, size, selfMap);
      } else {
        visit(frame, level - 1, address, 0, selfMap || isSelfMap(frame, level));
      }
    }
  }

  private boolean isSelfMap(long frame, int level) {
    if (level == format.selfMapLevel()) {
      for (long top : tops) {
        if (frame == top) {
          return true;
        }
      }
    }
    return false;
  }
}
