package org.deepmem.lab.synthesis.machine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Aligned words of physical memory, little-endian.
final class PhysicalWords {
  private static final VarHandle U64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private PhysicalWords() {}

  static long u64(PhysicalMemory memory, long pa) {
    return (long) U64.get(memory.frame((int) (pa >>> 12)), (int) (pa & 0xfff));
  }

  static void u64(PhysicalMemory memory, long pa, long value) {
    U64.set(memory.frame((int) (pa >>> 12)), (int) (pa & 0xfff), value);
  }
}
