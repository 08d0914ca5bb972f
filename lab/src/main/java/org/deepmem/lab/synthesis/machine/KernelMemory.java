package org.deepmem.lab.synthesis.machine;

/// The kernel half of all address spaces.
public final class KernelMemory extends WritableMemory {
  private static final int PAGES_OF_LARGE = 512;

  private final PageTables tables;
  private final KernelAreas areas;
  private final long root;

  KernelMemory(
      WindowsSystem system,
      PhysicalMemory physical,
      StructurePaths paths,
      PageTables tables,
      KernelAreas areas,
      long root) {
    super(system, physical, paths);
    this.tables = tables;
    this.areas = areas;
    this.root = root;
  }

  /// Maps a page to a frame.
  void map(long va, int pfn, long bits) {
    tables.set(root, va, PageEntry.of(pfn, bits));
    pages.put(va >>> 12, pfn);
  }

  /// Maps pages to new frames from random places.
  void mapNew(long va, int count, long bits) {
    for (int i = 0; i < count; i++) {
      map(va + ((long) i << 12), physical.take(), bits);
    }
  }

  /// Maps 2 MB pages to contiguous frames.
  void mapLarge(long va, int pfn, int largePages, long bits) {
    for (int i = 0; i < largePages; i++) {
      long at = va + ((long) i << 21);
      int first = pfn + i * PAGES_OF_LARGE;
      tables.setLarge(root, at, PageEntry.of(first, bits | PageEntry.LARGE));
      for (int j = 0; j < PAGES_OF_LARGE; j++) {
        pages.put((at >>> 12) + j, first + j);
      }
    }
  }

  /// Takes a mapped 4 KB page from its working set: the entry isn't valid any more, and still names
  /// the frame. Reads and writes of the synthesis go on.
  void trim(long va, long protection) {
    tables.set(root, va, PageEntry.transition(pages.get(va >>> 12), protection));
  }

  /// A thread's kernel stack, a guard page below it.
  ///
  /// @param bytes a multiple of 4096
  /// @return its lowest address; the stack grows down from that plus `bytes`
  public long allocateStack(int bytes) {
    return allocate(areas.stacks(), bytes >>> 12, 1);
  }

  /// Writable pages in the area of system PTEs, as for mapped buffers.
  ///
  /// @return their first address
  public long allocatePages(int count) {
    return allocate(areas.systemPages(), count, 0);
  }

  private long allocate(AddressArea area, int count, int gap) {
    long va = area.take(count, gap);
    mapNew(va, count, PageEntry.KERNEL_DATA | noExecute());
    return va;
  }

  /// The no-execute bit; the 32-bit system sets it on data of the kernel, too.
  static long noExecute() {
    return PageEntry.NO_EXECUTE;
  }
}
