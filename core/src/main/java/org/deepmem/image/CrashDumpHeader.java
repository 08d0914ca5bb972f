package org.deepmem.image;

/// The header of a Windows crash dump (public symbols: `_DUMP_HEADER` of 0x1000 bytes,
/// `_DUMP_HEADER64` of 0x2000), as file offsets of its members.
///
/// @param wide whether it is the 64-bit one
record CrashDumpHeader(boolean wide) {
  /// Kinds of dump that hold whole physical memory, or its pages by a bitmap.
  static final int FULL = 1;

  static final int BITMAP_FULL = 5;
  static final int BITMAP_KERNEL = 6;

  /// What the kernel fills a header with before it writes the members: `PAGE`.
  private static final long UNWRITTEN = 0x45474150L;

  /// Bytes that the header reserves for the list of runs.
  private static final int RUN_LIST = 700;

  /// Offset after the header.
  int size() {
    return wide ? 0x2000 : 0x1000;
  }

  int dumpType() {
    return wide ? 0xf98 : 0xf88;
  }

  /// Number of runs; the number of pages in all of them follows.
  int runCount() {
    return wide ? 0x88 : 0x64;
  }

  /// The first run: frame number, number of pages.
  int runs() {
    return runCount() + (wide ? 16 : 8);
  }

  /// Bytes of a run.
  int runSize() {
    return wide ? 16 : 8;
  }

  /// The most runs that the header has room for.
  int maxRuns() {
    return (RUN_LIST - (runs() - runCount())) / runSize();
  }

  /// A number as wide as a pointer.
  long word(ImageFile file, long offset) throws MalformedImageException {
    return wide ? file.u64(offset) : file.u32(offset);
  }

  CrashNotes notes(ImageFile file) throws MalformedImageException {
    return new CrashNotes(
        wide ? 8 : 4,
        !wide && file.u8(0x5c) == 1,
        (int) file.u32(0xc) & 0xffff,
        written(file, 0x10),
        written(file, wide ? 0x20 : 0x18),
        written(file, wide ? 0x28 : 0x1c),
        written(file, wide ? 0x80 : 0x60),
        (int) file.u32(wide ? 0x30 : 0x20),
        (int) file.u32(wide ? 0x34 : 0x24));
  }

  /// A number as wide as a pointer, 0 where the kernel never wrote it.
  private long written(ImageFile file, long offset) throws MalformedImageException {
    long value = word(file, offset);
    return value == (wide ? UNWRITTEN << 32 | UNWRITTEN : UNWRITTEN) ? 0 : value;
  }
}
