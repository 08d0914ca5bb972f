package org.deepmem.paging;

import org.deepmem.image.MemoryImage;

/// 32-bit x86 paging with physical address extension: a top table of four 8-byte entries, 32-byte
/// aligned, above two levels; pages of 4 KB and 2 MB (Intel SDM volume 3, section 5.4). Virtual
/// addresses are zero-extended.
public final class X86PaeAddressSpace extends TableAddressSpace {
  /// Walks the upper half of the tables once.
  ///
  /// @param root physical address of the top table, as in CR3; its low 5 bits are ignored
  /// @throws PagingException when the tables loop
  public X86PaeAddressSpace(MemoryImage image, long root, InvalidEntries invalid) {
    this(image, root, invalid, TableFormat.UPPER_HALF);
  }

  /// Walks the kernel's part of the tables once.
  ///
  /// @param root as above
  /// @param kernelStart lowest address of the kernel's part, such as 0xc0000000 of most Linux
  ///   kernels: 0x80000000 or above, and a multiple of what an entry of the top table maps
  /// @throws PagingException when the tables loop
  public X86PaeAddressSpace(
      MemoryImage image, long root, InvalidEntries invalid, long kernelStart) {
    super(image, root & 0xffff_ffe0L, TableFormat.x86Pae(invalid, kernelStart));
  }

  @Override
  String refusal(long virtualAddress) {
    return virtualAddress >>> 32 == 0 ? "" : "not a 32-bit address";
  }
}
