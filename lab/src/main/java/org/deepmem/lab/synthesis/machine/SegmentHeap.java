package org.deepmem.lab.synthesis.machine;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.deepmem.nn.SeededRandom;

/// Windows 10's pool: variable-size segments of chunks with encoded headers, and, for small sizes
/// in frequent use, subsegments of equal blocks. Each block has a _POOL_HEADER still, but the
/// headers form no chain.
final class SegmentHeap implements PoolHeap {
  private static final int UNIT = 16;
  private static final int HEADER = 16;
  private static final int SEGMENT = 16 * PhysicalMemory.PAGE;
  private static final int SEGMENT_HEADER_UNITS = 3;
  private static final int LARGEST_SMALL = 0x200;
  private static final int ACTIVATION = 17;

  /// Chunks that wait in a list of delayed frees or a lookaside list: their memory is untouched.
  private static final float DELAYED = 0.6f;

  private final KernelMemory memory;
  private final boolean paged;
  private final SeededRandom random;
  private final ChunkHeaders chunks;
  private final BlockAllocator blocks;
  private final PoolHeaders headers;
  private final SmallBlocks small;
  private final Map<Integer, Integer> requests = new HashMap<>();

  /// @param newSegment address of 16 mapped pages, aligned to their size
  SegmentHeap(
      KernelMemory memory,
      boolean paged,
      PoolHeaders headers,
      LongSupplier newSegment,
      Residuals residuals,
      SeededRandom random) {
    this.memory = memory;
    this.paged = paged;
    this.headers = headers;
    this.random = random;
    chunks = new ChunkHeaders(memory, random.nextLong());
    blocks =
        new BlockAllocator(
            chunks, UNIT, SEGMENT / UNIT, SEGMENT_HEADER_UNITS, newSegment, residuals, random);
    small = new SmallBlocks(memory, newSegment, residuals, random);
  }

  @Override
  public int largest() {
    return PhysicalMemory.PAGE - 2 * HEADER;
  }

  @Override
  public long allocate(int bytes) {
    int data = (Math.max(bytes, UNIT) + UNIT - 1) / UNIT * UNIT;
    boolean frequent = data <= LARGEST_SMALL && requests.merge(data, 1, Integer::sum) > ACTIVATION;
    if (frequent) {
      long header = small.allocate(data + HEADER);
      headers.set(header, 0, (data + HEADER) / UNIT, true);
      return header;
    }
    long chunk = blocks.allocate((data + 2 * HEADER) / UNIT);
    long header = chunk + HEADER;
    headers.set(header, 0, (data + HEADER) / UNIT, true);
    headers.index(header, paged ? random.nextInt(3) : 0);
    return header;
  }

  @Override
  public int room(long header) {
    return headers.size(header) * UNIT - HEADER;
  }

  @Override
  public boolean free(long header) {
    if (small.owns(header)) {
      small.free(header);
      return true;
    }
    long chunk = header - HEADER;
    if (random.nextFloat() < DELAYED) {
      blocks.free(chunk, false);
      return true;
    }
    blocks.free(chunk, true);
    // A free chunk's node of the tree of free chunks lies over the pool header.
    memory.u64(chunk + 8, chunk + UNIT * (long) (random.nextInt(512) - 256));
    memory.u64(chunk + 16, chunk + UNIT * (long) (random.nextInt(512) - 256));
    memory.u64(chunk + 24, chunk + 8 | random.nextInt(2));
    return false;
  }

  @Override
  public void seal() {}
}
