package org.deepmem.lab.synthesis.machine;

import java.util.function.LongSupplier;
import org.deepmem.nn.SeededRandom;

/// Windows 7's pool: pages cut into blocks, each headed by a _POOL_HEADER.
final class PageHeap implements PoolHeap {
  /// Smaller blocks go to lookaside lists, which don't join neighbours.
  private static final int LOOKASIDE_UNITS = 32;

  private final KernelMemory memory;
  private final int unit;
  private final BlockAllocator blocks;
  private final PoolDescriptor descriptor;
  private final PoolHeaders headers;
  private final boolean paged;

  PageHeap(
      KernelMemory memory,
      boolean paged,
      PoolHeaders headers,
      LongSupplier newPage,
      PoolDescriptor descriptor,
      Residuals residuals,
      SeededRandom random) {
    this.memory = memory;
    this.paged = paged;
    this.headers = headers;
    this.descriptor = descriptor;
    unit = PoolHeaders.bytes(memory.system);
    int units = PhysicalMemory.PAGE / unit;
    blocks = new BlockAllocator(headers, unit, units, 0, newPage, residuals, random);
  }

  @Override
  public int largest() {
    return PhysicalMemory.PAGE - 2 * unit;
  }

  @Override
  public long allocate(int bytes) {
    long header = blocks.allocate((Math.max(bytes, unit) + 2 * unit - 1) / unit);
    headers.index(header, paged ? (int) (header >>> 12) & 3 : 0);
    return header;
  }

  @Override
  public int room(long header) {
    return blocks.size(header) * unit - unit;
  }

  @Override
  public boolean free(long header) {
    int size = blocks.size(header);
    blocks.free(header, size > LOOKASIDE_UNITS);
    return blocks.size(header) == size;
  }

  @Override
  public void seal() {
    FreeBlocks free = blocks.freeBlocks();
    for (int size = 1; size <= free.largest(); size++) {
      long head = descriptor.listHead(size);
      for (long block : free.ofSize(size)) {
        if (size > 1 && head != 0) {
          KernelLists.insertTail(memory, head, block + unit);
        }
      }
    }
  }
}
