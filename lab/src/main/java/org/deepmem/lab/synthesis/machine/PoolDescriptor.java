package org.deepmem.lab.synthesis.machine;

/// _POOL_DESCRIPTOR: the heads of a pool's lists of free blocks.
final class PoolDescriptor {
  private final StructureWriter descriptor;
  private final long heads;
  private final int count;

  /// @param descriptor at zeroed memory
  /// @param paged of the paged pool
  PoolDescriptor(WritableMemory memory, StructureWriter descriptor, boolean paged) {
    this.descriptor = descriptor;
    descriptor.set("PoolType", paged ? 1 : 0);
    heads = descriptor.address("ListHeads");
    count = descriptor.member("ListHeads").size() / (2 * memory.system.wordSize());
    for (int i = 0; i < count; i++) {
      KernelLists.initialize(memory, heads + 2L * i * memory.system.wordSize());
    }
  }

  /// Head of the list of blocks of so many units; 0 when there is none.
  long listHead(int units) {
    return units < count ? heads + (long) units * descriptor.member("ListHeads").size() / count : 0;
  }

  void counts(int allocations, int frees, int pages, int bigPages, long bytes) {
    descriptor.set("RunningAllocs", allocations).set("RunningDeAllocs", frees);
    descriptor.set("TotalPages", pages).set("TotalBigPages", bigPages).set("TotalBytes", bytes);
  }
}
