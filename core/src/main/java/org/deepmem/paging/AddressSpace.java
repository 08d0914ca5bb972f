package org.deepmem.paging;

import org.deepmem.image.MemoryImage;

/// A virtual address space over a memory image. All addresses are virtual unless named otherwise.
/// Safe for use by several threads.
public interface AddressSpace {
  /// Returned by [#physical] for an address that isn't mapped.
  long UNMAPPED = -1;

  /// The physical memory beneath.
  MemoryImage image();

  /// Bytes in a pointer: 4 or 8.
  int wordSize();

  /// Walks the page tables for one address.
  Translation translate(long virtualAddress);

  /// Physical address of a mapped byte, or [#UNMAPPED].
  long physical(long virtualAddress);

  /// Copies bytes, page by page, up to the first that is unmapped or absent from the dump.
  ///
  /// @return how many bytes were copied
  int read(long virtualAddress, byte[] target, int offset, int length);

  /// The kernel's part of the space, in one walk of the tables: sorted by address (as unsigned),
  /// runs that are adjacent both virtually and physically merged.
  MappedRuns kernelRuns();
}
