package org.deepmem.lab.synthesis.machine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.deepmem.nn.SeededRandom;

/// The segment heap's low-fragmentation part: subsegments of blocks of one size, a random free one
/// is taken.
final class SmallBlocks {
  private static final int SEGMENT = 16 * PhysicalMemory.PAGE;
  private static final int PART = 4 * PhysicalMemory.PAGE;
  private static final int HEADER = 0x40;

  private final KernelMemory memory;
  private final LongSupplier newSegment;
  private final Residuals residuals;
  private final SeededRandom random;
  private final Map<Integer, FreeBlocks> free = new HashMap<>();
  private final Map<Long, Integer> sizes = new HashMap<>();
  private final Set<Long> parts = new HashSet<>();
  private long segment;
  private int used = SEGMENT;

  SmallBlocks(
      KernelMemory memory, LongSupplier newSegment, Residuals residuals, SeededRandom random) {
    this.memory = memory;
    this.newSegment = newSegment;
    this.residuals = residuals;
    this.random = random;
  }

  /// A block of so many bytes with its pool header.
  long allocate(int bytes) {
    FreeBlocks blocks = free.computeIfAbsent(bytes, b -> new FreeBlocks(1));
    if (blocks.fitting(1) < 0) {
      addPart(bytes, blocks);
    }
    long block = blocks.any(1, random);
    blocks.remove(block, 1);
    residuals.overwritten(block, block + bytes);
    return block;
  }

  private void addPart(int bytes, FreeBlocks blocks) {
    if (used == SEGMENT) {
      segment = newSegment.getAsLong();
      used = 0;
    }
    long part = segment + used;
    used += PART;
    parts.add(part);
    sizes.put(part, bytes);
    // _HEAP_LFH_SUBSEGMENT: links, owner, counts, the encoded place of the first block.
    memory.u64(part, part);
    memory.u64(part + 8, part);
    memory.u64(part + 0x28, random.nextLong());
    for (int at = HEADER; at + bytes <= PART; at += bytes) {
      blocks.add(part + at, 1);
    }
  }

  boolean owns(long header) {
    return parts.contains(header & -PART);
  }

  void free(long header) {
    FreeBlocks blocks = free.get(sizes.get(header & -PART));
    if (blocks != null) {
      blocks.add(header, 1);
    }
  }
}
