package org.deepmem.paging;

/// What the page tables say of one virtual address.
public sealed interface Translation {
  /// The address is mapped, whether or not the page is in the dump.
  ///
  /// @param physicalAddress of the byte asked for
  /// @param pageSize bytes of the page that maps it, 4 KB, 2 MB, 4 MB or 1 GB
  record Mapped(long physicalAddress, long pageSize) implements Translation {}

  /// The address isn't mapped.
  ///
  /// @param level of the table whose entry ends the walk: 1 = page table ... 5; 0 when the number
  ///   isn't an address of the space (not canonical, or beyond 32 bits)
  /// @param reason in words
  record Unmapped(int level, String reason) implements Translation {}
}
