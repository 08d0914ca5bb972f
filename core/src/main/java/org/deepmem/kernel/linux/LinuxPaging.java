package org.deepmem.kernel.linux;

import org.deepmem.image.MemoryImage;
import org.deepmem.paging.InvalidEntries;
import org.deepmem.paging.PagingException;
import org.deepmem.paging.TableAddressSpace;
import org.deepmem.paging.X64AddressSpace;
import org.deepmem.paging.X86AddressSpace;
import org.deepmem.paging.X86PaeAddressSpace;

/// The page tables of Linux on x86, by the CPU's mode and where the kernel's part begins. A 32-bit
/// kernel's direct map begins there too (`PAGE_OFFSET`), its image is a part of it, and how memory
/// is split was chosen when it was built: nearly always 3 GB for user mode, rarely 2.
enum LinuxPaging {
  X64_4(0xffff800000000000L),
  X64_5(0xff00000000000000L),
  PAE_3G(0xc0000000L),
  PAE_2G(0x80000000L),
  X86_3G(0xc0000000L),
  X86_2G(0x80000000L);

  private final long kernelStart;

  LinuxPaging(long kernelStart) {
    this.kernelStart = kernelStart;
  }

  /// Where the kernel's part begins.
  long kernelStart() {
    return kernelStart;
  }

  boolean is64Bit() {
    return this == X64_4 || this == X64_5;
  }

  boolean isPae() {
    return this == PAE_3G || this == PAE_2G;
  }

  /// Reads the tables.
  ///
  /// @param root physical address of the top table
  /// @throws PagingException when the tables loop
  TableAddressSpace open(MemoryImage image, long root) {
    return switch (this) {
      case X64_4 -> new X64AddressSpace(image, root, 4);
      case X64_5 -> new X64AddressSpace(image, root, 5);
      case PAE_3G, PAE_2G ->
          new X86PaeAddressSpace(image, root, InvalidEntries.ABSENT, kernelStart);
      case X86_3G, X86_2G -> new X86AddressSpace(image, root, InvalidEntries.ABSENT, kernelStart);
    };
  }
}
