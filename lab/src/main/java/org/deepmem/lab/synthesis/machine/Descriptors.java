package org.deepmem.lab.synthesis.machine;

/// Segment and gate descriptors as Windows sets them up (Intel SDM volume 3, sections 3.4.5, 6.11
/// and 6.14.1).
final class Descriptors {
  private static final long[] FLAT_32 = {
    0, 0x00cf9b000000ffffL, 0x00cf93000000ffffL, 0x00cffb000000ffffL, 0x00cff3000000ffffL
  };
  private static final long[] FLAT_64 = {
    0,
    0,
    0x00209b0000000000L,
    0x00cf93000000ffffL,
    0x00cffb000000ffffL,
    0x00cff3000000ffffL,
    0x0020fb0000000000L,
    0
  };
  private static final long TASK_STATE = 0x8b;
  private static final long DATA = 0x93;

  private final KernelMemory memory;

  Descriptors(KernelMemory memory) {
    this.memory = memory;
  }

  /// Writes a GDT.
  ///
  /// @param region what the kernel's FS segment leads to on x86
  void segments(long gdt, long taskState, long region) {
    boolean wide = memory.system.is64Bit();
    long[] flat = wide ? FLAT_64 : FLAT_32;
    for (int i = 0; i < flat.length; i++) {
      memory.u64(gdt + 8L * i, flat[i]);
    }
    long next = gdt + 8L * flat.length;
    memory.u64(next, segment(taskState, wide ? 0x67 : 0x20ab, TASK_STATE));
    if (wide) {
      memory.u64(next + 8, taskState >>> 32);
    } else {
      memory.u64(next + 8, segment(region, 0x3748, DATA));
    }
  }

  private static long segment(long base, long limit, long access) {
    return limit & 0xffff
        | (base & 0xffffff) << 16
        | access << 40
        | (limit >>> 16 & 0xf) << 48
        | (base >>> 24 & 0xff) << 56;
  }

  /// Writes an interrupt gate.
  void gate(long idt, int number, long routine) {
    boolean wide = memory.system.is64Bit();
    long at = idt + (wide ? 16L : 8L) * number;
    long privilege = number == 3 || number == 4 || number == 0x2e ? 0xee00 : 0x8e00;
    memory.u16(at, routine);
    memory.u16(at + 2, wide ? 0x10 : 8);
    memory.u16(at + 4, privilege);
    memory.u16(at + 6, routine >>> 16);
    if (wide) {
      memory.u32(at + 8, routine >>> 32);
    }
  }
}
