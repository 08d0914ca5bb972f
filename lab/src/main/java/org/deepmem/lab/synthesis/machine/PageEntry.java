package org.deepmem.lab.synthesis.machine;

/// Bits of a page table entry as Windows uses them (_MMPTE_HARDWARE, _MMPTE_TRANSITION,
/// _MMPTE_SOFTWARE, _MMPTE_PROTOTYPE of the public symbols; x64 and PAE have them alike).
final class PageEntry {
  static final long VALID = 1;
  static final long WRITE = 1 << 1;
  static final long USER = 1 << 2;
  static final long CACHE_DISABLED = 1 << 4;
  static final long ACCESSED = 1 << 5;
  static final long DIRTY = 1 << 6;
  static final long LARGE = 1 << 7;
  static final long GLOBAL = 1 << 8;
  static final long COPY_ON_WRITE = 1 << 9;

  /// In an entry that isn't valid: prototype.
  static final long PROTOTYPE = 1 << 10;

  /// In an entry that isn't valid: transition. In a valid one: writable, kept by software.
  static final long TRANSITION = 1 << 11;

  static final long NO_EXECUTE = 1L << 63;

  /// Kernel data that is written to.
  static final long KERNEL_DATA = VALID | WRITE | ACCESSED | DIRTY | GLOBAL | TRANSITION;

  /// Kernel code and constants.
  static final long KERNEL_CODE = VALID | ACCESSED | GLOBAL;

  /// A page table of the kernel half.
  static final long KERNEL_TABLE = VALID | WRITE | ACCESSED | DIRTY | TRANSITION;

  /// A page table of the user half.
  static final long USER_TABLE = KERNEL_TABLE | USER;

  private static final long FRAME = 0x000f_ffff_ffff_f000L;

  private PageEntry() {}

  static int pfn(long entry) {
    return (int) ((entry & FRAME) >>> 12);
  }

  static long of(int pfn, long bits) {
    return ((long) pfn << 12) | bits;
  }

  /// The entry of a page that was trimmed from a working set and still lies in memory; `protection`
  /// is Windows' five-bit code (4: read and write, 1: read, 3: execute and read).
  static long transition(int pfn, long protection) {
    return of(pfn, TRANSITION | protection << 5);
  }

  /// The entry of a page that lies in a page file (32-bit entries have room for 20 bits of place).
  static long pageFile(long place, long protection) {
    return place << 12 | protection << 5 | 1 << 1;
  }

  /// The entry of a page that was never touched.
  static long demandZero(long protection) {
    return protection << 5;
  }
}
