package org.deepmem.paging;

import org.deepmem.image.MemoryImage;

/// 32-bit x86 paging without physical address extension: two levels of 4-byte entries; pages of 4
/// KB, and of 4 MB which may lie above 4 GB (PSE-36; Intel SDM volume 3, section 5.3). Virtual
/// addresses are zero-extended.
public final class X86AddressSpace extends TableAddressSpace {
  /// Walks the upper half of the tables once.
  ///
  /// @param root physical address of the page directory, as in CR3; its flag bits are ignored
  /// @throws PagingException when the tables loop
  public X86AddressSpace(MemoryImage image, long root, InvalidEntries invalid) {
    this(image, root, invalid, TableFormat.UPPER_HALF);
  }

  /// Walks the kernel's part of the tables once.
  ///
  /// @param root as above
  /// @param kernelStart lowest address of the kernel's part, such as 0xc0000000 of most Linux
  ///   kernels: 0x80000000 or above, and a multiple of what an entry of the top table maps
  /// @throws PagingException when the tables loop
  public X86AddressSpace(MemoryImage image, long root, InvalidEntries invalid, long kernelStart) {
    super(image, root & 0xffff_f000L, TableFormat.x86(invalid, kernelStart));
  }

  @Override
  String refusal(long virtualAddress) {
    return virtualAddress >>> 32 == 0 ? "" : "not a 32-bit address";
  }
}
