package org.deepmem.lab.synthesis.machine;

import org.deepmem.nn.SeededRandom;

/// Where a machine's kernel has what: ranges of virtual addresses, by the system's habits (Windows
/// Internals, 6th and 7th editions) and drawn where the system draws them at boot.
///
/// @param kernelBase base address of the kernel's image
/// @param nonPagedPool the pool's whole range
/// @param systemPages system PTEs: drivers, thread stacks, mapped pages
/// @param selfMapSlot slot of the top table that maps the tables (x64); unused on PAE
record KernelAreas(
    WindowsSystem system,
    long kernelBase,
    AddressArea nonPagedPool,
    AddressArea pagedPool,
    AddressArea systemPages,
    AddressArea session,
    AddressArea stacks,
    int selfMapSlot) {
  private static final long MB = 1 << 20;
  private static final long GB = 1 << 30;

  static KernelAreas draw(WindowsSystem system, long memoryBytes, SeededRandom random) {
    return switch (system) {
      case WIN7_SP1_X86 -> x86(system, memoryBytes, random);
      case WIN7_SP1_X64 -> x64(system, memoryBytes, random);
      case WIN10_X64 -> randomised(system, random);
    };
  }

  private static KernelAreas x86(WindowsSystem system, long memoryBytes, SeededRandom random) {
    long base = 0x82800000L + 0x1000L * (0x10 + random.nextInt(0x200));
    long pool = 0x83000000L + up(memoryBytes / 4096 * 28, 2 * MB);
    long paged = 0x98000000L + 2 * MB * random.nextInt(8);
    AddressArea pages =
        new AddressArea("system PTE", 0x8a800000L + 2 * MB * random.nextInt(4), 0x95c00000L);
    return new KernelAreas(
        system,
        base,
        new AddressArea("nonpaged pool", pool, 0x8a800000L),
        new AddressArea("paged pool", paged, 0xb0000000L),
        pages,
        new AddressArea("session", 0x95c00000L + MB * random.nextInt(4), 0x98000000L),
        pages,
        0);
  }

  private static KernelAreas x64(WindowsSystem system, long memoryBytes, SeededRandom random) {
    long base = 0xfffff80002800000L + 0x1000L * (0x10 + random.nextInt(0x400));
    long pool = 0xfffffa8000000000L + up(memoryBytes / 4096 * 48, 2 * MB);
    AddressArea pages = area("system PTE", 0xfffff88000c00000L + 2 * MB * random.nextInt(8), 8);
    return new KernelAreas(
        system,
        base,
        area("nonpaged pool", pool, 64),
        area("paged pool", 0xfffff8a000000000L, 64),
        pages,
        area("session", 0xfffff96000000000L + 0x10000L * random.nextInt(16), 8),
        pages,
        0x1ed);
  }

  private static KernelAreas randomised(WindowsSystem system, SeededRandom random) {
    int[] slots = new int[0x1f0 - 0x110];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = 0x110 + i;
    }
    random.shuffle(slots, 0, slots.length);
    long image = 0xfffff80000000000L + GB * random.nextInt(32);
    return new KernelAreas(
        system,
        image + 2 * MB * (64 + random.nextInt(192)),
        area("nonpaged pool", slot(slots[0]) + place(random), 64),
        area("paged pool", slot(slots[1]) + place(random), 64),
        area("system PTE", image + GB + 2 * MB * random.nextInt(256), 4),
        area("session", slot(slots[2]) + place(random), 8),
        area("stack", slot(slots[3]) + place(random), 8),
        slots[4]);
  }

  private static long place(SeededRandom random) {
    return GB * random.nextInt(400) + 2 * MB * random.nextInt(512);
  }

  private static long slot(int number) {
    return 0xffffL << 48 | (long) number << 39;
  }

  private static AddressArea area(String name, long start, long gigabytes) {
    return new AddressArea(name, start, start + gigabytes * GB);
  }

  private static long up(long value, long unit) {
    return (value + unit - 1) / unit * unit;
  }

  /// Whether each process has its own memory here: page tables, hyperspace.
  boolean isPrivate(long va) {
    return switch (system) {
      case WIN7_SP1_X86 -> va >= 0xc0000000L && va < 0xc1000000L;
      case WIN7_SP1_X64 -> slotOf(va) == 0x1ed || slotOf(va) == 0x1ee;
      case WIN10_X64 -> slotOf(va) == selfMapSlot;
    };
  }

  private static int slotOf(long va) {
    return (int) (va >>> 39) & 511;
  }

  /// Address of the page that user mode reads time and version from, in its kernel mapping.
  long sharedUserData() {
    return system.is64Bit() ? 0xfffff78000000000L : 0xffdf0000L;
  }

  /// Frame of the System process' top table; the boot loader takes it from low memory.
  int systemRootFrame(SeededRandom random) {
    return switch (system) {
      case WIN7_SP1_X86 -> 0x185;
      case WIN7_SP1_X64 -> 0x187;
      case WIN10_X64 -> random.nextInt(2) == 0 ? 0x1aa : 0x1ad;
    };
  }
}
