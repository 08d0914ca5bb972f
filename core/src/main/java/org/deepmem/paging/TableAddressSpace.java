package org.deepmem.paging;

import org.deepmem.image.MemoryImage;

/// An address space by page tables of any format.
public abstract class TableAddressSpace implements AddressSpace {
  private final MemoryImage image;
  private final long root;
  private final TableFormat format;
  private final MappedRuns kernelRuns;
  private final long absentTables;

  /// Walks the kernel's half of the tables once.
  ///
  /// @param root physical address of the top table
  /// @throws PagingException when the tables loop
  TableAddressSpace(MemoryImage image, long root, TableFormat format) {
    this.image = image;
    this.root = root;
    this.format = format;
    KernelHalfWalk walk = new KernelHalfWalk(image, format);
    kernelRuns = walk.walk(root);
    absentTables = walk.absentTables();
  }

  /// Why a number isn't an address of this space, or an empty text when it is one.
  abstract String refusal(long virtualAddress);

  @Override
  public final MemoryImage image() {
    return image;
  }

  @Override
  public final int wordSize() {
    return format.wordSize();
  }

  @Override
  public final long kernelStart() {
    return format.kernelStart();
  }

  @Override
  public final boolean mayHaveDirectMap() {
    return format.transitionMask() == 0;
  }

  /// Physical address of the top table.
  public final long root() {
    return root;
  }

  /// Levels of page tables.
  public final int levels() {
    return format.levels();
  }

  /// Tables of the kernel's half that the dump lacks, or has only a part of; what they map is
  /// unknown.
  public final long absentTables() {
    return absentTables;
  }

  @Override
  public final Translation translate(long virtualAddress) {
    String refusal = refusal(virtualAddress);
    if (!refusal.isEmpty()) {
      return new Translation.Unmapped(0, refusal);
    }
    long table = root;
    for (int level = format.levels(); level >= 1; level--) {
      long entry = format.entry(image, table, format.index(virtualAddress, level));
      if (!format.present(entry)) {
        return new Translation.Unmapped(
            level, "entry at level %d of table 0x%x is not present".formatted(level, table));
      }
      long frame = format.frame(entry, level);
      if (format.mapsPage(entry, level)) {
        long size = 1L << format.shift(level);
        return new Translation.Mapped(frame + (virtualAddress & (size - 1)), size);
      }
      table = frame;
    }
    throw new AssertionError("level 1 always maps a page");
  }

  @Override
  public final long physical(long virtualAddress) {
    if (Long.compareUnsigned(virtualAddress, format.kernelStart()) >= 0) {
      return kernelRuns.physical(virtualAddress);
    }
    return translate(virtualAddress) instanceof Translation.Mapped mapped
        ? mapped.physicalAddress()
        : UNMAPPED;
  }

  @Override
  public final MappedRuns kernelRuns() {
    return kernelRuns;
  }
}
