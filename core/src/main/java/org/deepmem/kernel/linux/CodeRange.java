package org.deepmem.kernel.linux;

import org.deepmem.kernel.KernelReader;

/// Where code and function tables lie: the kernel's image and the modules. On x86-64 both are in
/// the top 2 GB; a 32-bit kernel's image is in the direct map, and modules lie among what it maps
/// page by page above that.
///
/// @param imageStart lowest address of the image
/// @param imageEnd address after it
/// @param modulesStart lowest address where modules may be
/// @param modulesEnd address after those
record CodeRange(long imageStart, long imageEnd, long modulesStart, long modulesEnd) {
  private static final long TOP = 0xffffffff80000000L;
  private static final long MODULES_END = 0xffffffffff000000L;

  /// The kernel's own; where its symbols don't tell, as much as may be.
  static CodeRange of(KernelReader kernel) {
    if (kernel.wordSize() == Long.BYTES) {
      return new CodeRange(TOP, MODULES_END, TOP, MODULES_END);
    }
    long end = kernel.symbol("_end");
    return new CodeRange(
        kernel.symbol("_text"),
        end == 0 ? kernel.highestWord() : end,
        kernel.pointer(kernel.symbol("high_memory")),
        kernel.highestWord());
  }

  boolean contains(long address) {
    return isBetween(address, imageStart, imageEnd) || isBetween(address, modulesStart, modulesEnd);
  }

  private static boolean isBetween(long address, long start, long end) {
    return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
  }
}
