package org.deepmem.lab.synthesis.machine;

import org.deepmem.nn.SeededRandom;

/// The page below 1 MB by which a 64-bit system starts its other processors
/// (PROCESSOR_START_BLOCK): a jump, the kernel's entry, the first CR3. Tools find the page tables
/// by it.
final class StartBlock {
  private StartBlock() {}

  static void write(
      WindowsSystem system, PhysicalMemory physical, long root, long entry, SeededRandom random) {
    if (!system.is64Bit()) {
      return;
    }
    long page = (long) (1 + random.nextInt(0x12)) << 12;
    PhysicalWords.u64(physical, page, 0x00000001_000600e9L | (0x4dL << 8));
    PhysicalWords.u64(physical, page + 0x70, entry & -4L);
    PhysicalWords.u64(physical, page + 0xa0, root);
  }
}
