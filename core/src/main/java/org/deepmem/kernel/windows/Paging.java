package org.deepmem.kernel.windows;

import org.deepmem.image.MemoryImage;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.InvalidEntries;
import org.deepmem.paging.X64AddressSpace;
import org.deepmem.paging.X86AddressSpace;
import org.deepmem.paging.X86PaeAddressSpace;

/// The processor's modes of paging in which Windows runs.
enum Paging {
  /// Four levels, 64-bit.
  X64("x64"),
  /// Three levels, 32-bit with physical address extension.
  X86_PAE("x86 PAE"),
  /// Two levels, 32-bit.
  X86("x86");

  private final String label;

  Paging(String label) {
    this.label = label;
  }

  /// For people.
  String label() {
    return label;
  }

  /// Whether addresses have 64 bits.
  boolean wide() {
    return this == X64;
  }

  /// Where the kernel's half shows `_KUSER_SHARED_DATA`.
  long sharedData() {
    return wide() ? 0xffff_f780_0000_0000L : 0xffdf_0000L;
  }

  /// The address space of a top table.
  ///
  /// @param root physical address, as in CR3
  AddressSpace space(MemoryImage image, long root) {
    return switch (this) {
      case X64 -> new X64AddressSpace(image, root, 4, InvalidEntries.WINDOWS_TRANSITION);
      case X86_PAE -> new X86PaeAddressSpace(image, root, InvalidEntries.WINDOWS_TRANSITION);
      case X86 -> new X86AddressSpace(image, root, InvalidEntries.WINDOWS_TRANSITION);
    };
  }
}
