package org.deepmem.paging;

import org.deepmem.image.MemoryImage;

/// x86-64 paging with 4 or 5 levels of tables; pages of 4 KB, 2 MB and 1 GB (Intel SDM volume 3,
/// section 5.5).
public final class X64AddressSpace implements AddressSpace {
  private final MemoryImage image;
  private final long root;
  private final int levels;
  private final MappedRuns kernelRuns;
  private final long absentTables;

  /// Walks the kernel's half of the tables once.
  ///
  /// @param root physical address of the top table, as in CR3 without its flag bits
  /// @param levels 4 or 5
  /// @throws PagingException when the tables loop
  public X64AddressSpace(MemoryImage image, long root, int levels) {
    if (levels != 4 && levels != 5) {
      throw new IllegalArgumentException("x86-64 has 4 or 5 levels of page tables, not " + levels);
    }
    this.image = image;
    this.root = root & ~(long) (MemoryImage.PAGE - 1);
    this.levels = levels;
    X64KernelWalk walk = new X64KernelWalk(image, levels);
    kernelRuns = walk.walk(this.root);
    absentTables = walk.absentTables();
  }

  @Override
  public MemoryImage image() {
    return image;
  }

  @Override
  public int wordSize() {
    return 8;
  }

  /// Physical address of the top table.
  public long root() {
    return root;
  }

  /// Levels of page tables, 4 or 5.
  public int levels() {
    return levels;
  }

  /// Tables of the kernel's half that the dump lacks; what they map is unknown.
  public long absentTables() {
    return absentTables;
  }

  @Override
  public Translation translate(long virtualAddress) {
    int unused = 64 - PageTable.shift(levels + 1);
    if (virtualAddress << unused >> unused != virtualAddress) {
      return new Translation.Unmapped(0, "not canonical");
    }
    long table = root;
    for (int level = levels; level >= 1; level--) {
      long entry = PageTable.entry(image, table, PageTable.index(virtualAddress, level));
      if (!PageTable.present(entry)) {
        return new Translation.Unmapped(
            level, "entry at level %d of table 0x%x is not present".formatted(level, table));
      }
      long frame = PageTable.frame(entry, level);
      if (PageTable.mapsPage(entry, level)) {
        long size = 1L << PageTable.shift(level);
        return new Translation.Mapped(frame + (virtualAddress & (size - 1)), size);
      }
      table = frame;
    }
    throw new AssertionError("level 1 always maps a page");
  }

  @Override
  public long physical(long virtualAddress) {
    if (virtualAddress < 0) {
      return kernelRuns.physical(virtualAddress);
    }
    return translate(virtualAddress) instanceof Translation.Mapped mapped
        ? mapped.physicalAddress()
        : UNMAPPED;
  }

  @Override
  public int read(long virtualAddress, byte[] target, int offset, int length) {
    int copied = 0;
    while (copied < length) {
      long address = virtualAddress + copied;
      long physical = physical(address);
      if (physical == UNMAPPED) {
        break;
      }
      int inPage = MemoryImage.PAGE - (int) (address & (MemoryImage.PAGE - 1));
      int part = Math.min(length - copied, inPage);
      int read = image.read(physical, target, offset + copied, part);
      copied += read;
      if (read < part) {
        break;
      }
    }
    return copied;
  }

  @Override
  public MappedRuns kernelRuns() {
    return kernelRuns;
  }
}
