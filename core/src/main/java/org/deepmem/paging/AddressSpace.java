package org.deepmem.paging;

import org.deepmem.image.MemoryImage;

/// A virtual address space over a memory image. All addresses are virtual unless named otherwise;
/// those of a 32-bit space are zero-extended. Safe for use by several threads.
public interface AddressSpace {
  /// Returned by [#physical] for an address that isn't mapped.
  long UNMAPPED = -1;

  /// The physical memory beneath.
  MemoryImage image();

  /// Bytes in a pointer: 4 or 8.
  int wordSize();

  /// Lowest address of the kernel's half: 0xffff800000000000 (4 levels) or 0xff00000000000000 (5)
  /// of a 64-bit space. Of a 32-bit one 0x80000000 on Windows, even where the kernel begins at
  /// 0xc0000000, so that what lies between is user memory; on Linux where the kernel begins.
  long kernelStart();

  /// Whether the system may map all its memory at one offset, as Linux does and Windows doesn't.
  default boolean mayHaveDirectMap() {
    return true;
  }

  /// Walks the page tables for one address.
  Translation translate(long virtualAddress);

  /// Physical address of a mapped byte, or [#UNMAPPED].
  long physical(long virtualAddress);

  /// Copies bytes, page by page, up to the first that is unmapped or absent from the dump.
  ///
  /// @return how many bytes were copied
  default int read(long virtualAddress, byte[] target, int offset, int length) {
    int copied = 0;
    while (copied < length) {
      long address = virtualAddress + copied;
      long physical = physical(address);
      if (physical == UNMAPPED) {
        break;
      }
      int inPage = MemoryImage.PAGE - (int) (address & (MemoryImage.PAGE - 1));
      int part = Math.min(length - copied, inPage);
      int read = image().read(physical, target, offset + copied, part);
      copied += read;
      if (read < part) {
        break;
      }
    }
    return copied;
  }

  /// The kernel's part of the space, in one walk of the tables: sorted by address (as unsigned),
  /// runs that are adjacent both virtually and physically merged.
  MappedRuns kernelRuns();
}
