package org.deepmem.paging;

import org.deepmem.image.MemoryImage;

/// x86-64 paging with 4 or 5 levels of tables; pages of 4 KB, 2 MB and 1 GB (Intel SDM volume 3,
/// section 5.5).
public final class X64AddressSpace extends TableAddressSpace {
  /// Walks the kernel's half of the tables once, as [InvalidEntries#ABSENT].
  ///
  /// @param root physical address of the top table, as in CR3 without its flag bits
  /// @param levels 4 or 5
  /// @throws PagingException when the tables loop
  public X64AddressSpace(MemoryImage image, long root, int levels) {
    this(image, root, levels, InvalidEntries.ABSENT);
  }

  /// Walks the kernel's half of the tables once.
  ///
  /// @param root physical address of the top table, as in CR3 without its flag bits
  /// @param levels 4 or 5
  /// @throws PagingException when the tables loop
  public X64AddressSpace(MemoryImage image, long root, int levels, InvalidEntries invalid) {
    super(
        image,
        root & ~(long) (MemoryImage.PAGE - 1),
        TableFormat.x64(requireLevels(levels), invalid));
  }

  private static int requireLevels(int levels) {
    if (levels != 4 && levels != 5) {
      throw new IllegalArgumentException("x86-64 has 4 or 5 levels of page tables, not " + levels);
    }
    return levels;
  }

  @Override
  String refusal(long virtualAddress) {
    int unused = levels() == 4 ? 16 : 7;
    return virtualAddress << unused >> unused == virtualAddress ? "" : "not canonical";
  }
}
