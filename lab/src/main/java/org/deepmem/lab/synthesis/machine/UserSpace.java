package org.deepmem.lab.synthesis.machine;

/// A process' own half of its address space.
public final class UserSpace extends WritableMemory {
  private final PageTables tables;
  private final long root;

  UserSpace(
      WindowsSystem system, PhysicalMemory physical, StructurePaths paths, PageTables tables) {
    super(system, physical, paths);
    this.tables = tables;
    root = tables.newRoot();
  }

  /// What CR3 has while the process runs; on PAE a multiple of 32.
  public long directoryTableBase() {
    return root;
  }

  /// Maps pages of its own; zeros until they are written.
  public void map(long va, int count, PageAccess access) {
    for (int i = 0; i < count; i++) {
      enter(va + ((long) i << 12), physical.take(), access);
    }
  }

  /// Maps shared pages.
  public void map(long va, SharedPages shared, PageAccess access) {
    map(va, shared, 0, shared.count(), access);
  }

  /// Maps `count` of the shared pages from number `first` on.
  public void map(long va, SharedPages shared, int first, int count, PageAccess access) {
    for (int i = 0; i < count; i++) {
      enter(va + ((long) i << 12), shared.frames[first + i], access);
    }
  }

  private void enter(long va, int pfn, PageAccess access) {
    if (system.isKernel(va)) {
      throw new IllegalArgumentException("0x%x isn't a user address".formatted(va));
    }
    tables.set(root, va, PageEntry.of(pfn, access.bits()));
    pages.put(va >>> 12, pfn);
  }

  /// Takes a mapped page from the working set: its entry isn't valid any more, and still names the
  /// frame.
  public void trim(long va, PageAccess access) {
    tables.set(root, va, PageEntry.transition(pages.get(va >>> 12), access.protection()));
  }

  /// Enters pages that were committed and never touched.
  public void demandZero(long va, int count, PageAccess access) {
    for (int i = 0; i < count; i++) {
      tables.set(root, va + ((long) i << 12), PageEntry.demandZero(access.protection()));
    }
  }

  /// Enters a page that was written to the page file.
  ///
  /// @param place page number in the file; 20 bits
  public void pagedOut(long va, long place, PageAccess access) {
    tables.set(root, va, PageEntry.pageFile(place, access.protection()));
  }

  /// Enters a page of a section that isn't in the working set: the entry names a prototype entry.
  ///
  /// @param prototype kernel address of the prototype entry
  public void prototype(long va, long prototype) {
    tables.set(root, va, prototype << 16 | PageEntry.PROTOTYPE);
  }
}
