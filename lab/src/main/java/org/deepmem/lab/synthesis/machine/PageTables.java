package org.deepmem.lab.synthesis.machine;

import java.util.ArrayList;
import java.util.List;

/// Page tables of all address spaces. The kernel half is one for all; the self-map and hyperspace
/// are each process' own. A root is the physical address that CR3 has.
final class PageTables {
  private static final int[] PAE = {30, 21, 12};
  private static final int[] X64 = {39, 30, 21, 12};
  private static final int PAE_ROOT = 32;

  private final WindowsSystem system;
  private final PhysicalMemory memory;
  private final KernelAreas areas;
  private final int[] shifts;
  private final int sharedLevel;
  private final List<Long> roots = new ArrayList<>();
  private int rootPage = -1;
  private int rootsInPage;

  PageTables(WindowsSystem system, PhysicalMemory memory, KernelAreas areas) {
    this.system = system;
    this.memory = memory;
    this.areas = areas;
    shifts = system.pae() ? PAE : X64;
    sharedLevel = system.pae() ? 1 : 0;
  }

  /// The System process' root. On PAE its four directories follow it, page by page.
  long systemRoot(int pfn) {
    long root = (long) memory.takeAt(pfn, system.pae() ? 5 : 1) << 12;
    if (system.pae()) {
      for (int i = 0; i < 4; i++) {
        write(root + 8 * i, PageEntry.of(pfn + 1 + i, PageEntry.VALID));
      }
    }
    roots.add(root);
    mapItself(root);
    return root;
  }

  /// A process' root: the kernel half as it is now and as it will be.
  long newRoot() {
    long root = system.pae() ? newPaeRoot() : (long) memory.take() << 12;
    long system0 = roots.getFirst();
    roots.add(root);
    if (system.pae()) {
      for (int i = 2; i < 4; i++) {
        copyEntries(table(system0, i), table(root, i), 0);
      }
    } else {
      copyEntries(system0, root, 256);
    }
    mapItself(root);
    return root;
  }

  private long newPaeRoot() {
    if (rootPage < 0 || rootsInPage == PhysicalMemory.PAGE / PAE_ROOT) {
      rootPage = memory.take();
      rootsInPage = 1;
    }
    long root = ((long) rootPage << 12) + PAE_ROOT * rootsInPage++;
    for (int i = 0; i < 4; i++) {
      write(root + 8 * i, PageEntry.of(memory.take(), PageEntry.VALID));
    }
    return root;
  }

  /// Physical address of directory `i` of a PAE root.
  private long table(long root, int i) {
    return (long) PageEntry.pfn(read(root + 8 * i)) << 12;
  }

  private void copyEntries(long from, long to, int first) {
    for (int i = first; i < 512; i++) {
      write(to + 8 * i, read(from + 8 * i));
    }
  }

  private void mapItself(long root) {
    if (system.pae()) {
      long last = table(root, 3);
      for (int i = 0; i < 512; i++) {
        if (i < 8) {
          write(
              last + 8 * i,
              i < 4 ? PageEntry.of((int) (table(root, i) >>> 12), PageEntry.KERNEL_TABLE) : 0);
        }
      }
    } else {
      for (int i = 256; i < 512; i++) {
        if (areas.isPrivate((long) i << 39 | 0xffffL << 48)) {
          write(root + 8 * i, 0);
        }
      }
      write(
          root + 8 * areas.selfMapSlot(),
          PageEntry.of((int) (root >>> 12), PageEntry.KERNEL_TABLE | PageEntry.NO_EXECUTE));
    }
  }

  /// Sets the entry of a 4 KB page.
  void set(long root, long va, long entry) {
    write(place(root, va, shifts.length - 1), entry);
  }

  /// Sets the entry of a 2 MB page.
  void setLarge(long root, long va, long entry) {
    put(root, va, shifts.length - 2, entry);
  }

  /// The entry of a 4 KB page; 0 where there is no table for it.
  long get(long root, long va) {
    long table = root;
    for (int level = 0; ; level++) {
      long entry = read(table + 8 * index(va, level));
      if (level == shifts.length - 1) {
        return entry;
      }
      if ((entry & PageEntry.VALID) == 0 || (entry & PageEntry.LARGE) != 0) {
        return 0;
      }
      table = (long) PageEntry.pfn(entry) << 12;
    }
  }

  /// Physical address of a virtual address' entry at a level, its tables made where they lack.
  private long place(long root, long va, int level) {
    long table = root;
    for (int l = 0; l < level; l++) {
      long entry = read(table + 8 * index(va, l));
      if ((entry & PageEntry.VALID) == 0) {
        entry =
            PageEntry.of(
                memory.take(), system.isKernel(va) ? PageEntry.KERNEL_TABLE : PageEntry.USER_TABLE);
        put(root, va, l, entry);
      }
      table = (long) PageEntry.pfn(entry) << 12;
    }
    return table + 8 * index(va, level);
  }

  private void put(long root, long va, int level, long entry) {
    if (level != sharedLevel || !system.isKernel(va) || areas.isPrivate(va)) {
      write(place(root, va, level), entry);
      return;
    }
    for (long each : roots) {
      write(place(each, va, level), entry);
    }
  }

  private int index(long va, int level) {
    return (int) (va >>> shifts[level]) & (level == 0 && system.pae() ? 3 : 511);
  }

  private long read(long pa) {
    return PhysicalWords.u64(memory, pa);
  }

  private void write(long pa, long value) {
    PhysicalWords.u64(memory, pa, value);
  }
}
