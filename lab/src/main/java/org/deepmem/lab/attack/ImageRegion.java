package org.deepmem.lab.attack;

import org.deepmem.paging.AddressSpace;
import org.deepmem.symbols.SymbolTable;

/// Where the kernel's image lies: its code, constants and variables.
///
/// @param start lowest address
/// @param end last address of it (as unsigned); below `start` where it isn't known
record ImageRegion(long start, long end) {
  /// Kernel image and modules of x86-64 Linux: the top 2 GB.
  private static final ImageRegion TOP = new ImageRegion(0xffff_ffff_8000_0000L, -1);

  private static final ImageRegion UNKNOWN = new ImageRegion(1, 0);

  /// Without the kernel's symbols. The image of a 32-bit kernel is a part of the direct map that
  /// nothing else sets apart, so it isn't known; its modules lie among what is mapped page by page.
  static ImageRegion of(AddressSpace space) {
    return space.wordSize() == Long.BYTES ? TOP : UNKNOWN;
  }

  /// With the kernel's symbols, of which `_text` and `_end` tell where the image of a 32-bit kernel
  /// is.
  static ImageRegion of(AddressSpace space, SymbolTable symbols) {
    ImageRegion known = of(space);
    boolean told = symbols.address("_text").isPresent() && symbols.address("_end").isPresent();
    return known == UNKNOWN && told
        ? new ImageRegion(symbols.require("_text"), symbols.require("_end") - 1)
        : known;
  }

  boolean contains(long address) {
    return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) <= 0;
  }
}
