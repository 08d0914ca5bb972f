package org.deepmem.lab.synthesis.machine;

import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.deepmem.nn.SeededRandom;

/// Splits segments into blocks and joins free neighbours, as a pool does. A segment is aligned to
/// its size; its first units may belong to a header of its own.
final class BlockAllocator {
  private static final float NEW_SEGMENT = 0.02f;
  private static final float LOOSE_FIT = 0.2f;
  private static final int LOOSENESS = 48;

  private final BlockChain chain;
  private final int unit;
  private final int segmentUnits;
  private final int reserved;
  private final LongSupplier newSegment;
  private final SeededRandom random;
  private final Residuals residuals;
  private final FreeBlocks free;
  private final ArrayDeque<Long> freeSegments = new ArrayDeque<>();

  /// @param unit bytes
  /// @param reserved units at a segment's start that aren't blocks
  /// @param newSegment address of a mapped segment
  BlockAllocator(
      BlockChain chain,
      int unit,
      int segmentUnits,
      int reserved,
      LongSupplier newSegment,
      Residuals residuals,
      SeededRandom random) {
    this.chain = chain;
    this.unit = unit;
    this.segmentUnits = segmentUnits;
    this.reserved = reserved;
    this.newSegment = newSegment;
    this.residuals = residuals;
    this.random = random;
    free = new FreeBlocks(segmentUnits);
  }

  FreeBlocks freeBlocks() {
    return free;
  }

  /// Size of a block, in units.
  int size(long block) {
    return chain.size(block);
  }

  /// A used block of at least `units`; its remains are untouched.
  long allocate(int units) {
    int size = random.nextFloat() < NEW_SEGMENT ? -1 : fitting(units);
    if (size < 0) {
      long segment = freeSegments.isEmpty() ? newSegment.getAsLong() : freeSegments.poll();
      return carve(segment + (long) reserved * unit, segmentUnits - reserved, 0, units);
    }
    long block = free.any(size, random);
    free.remove(block, size);
    int previous = chain.previous(block);
    if (previous == 0 || size == units) {
      return carve(block, size, previous, units);
    }
    // A block inside a segment gives away its end.
    long end = block + (long) (size - units) * unit;
    release(block, previous, size - units);
    take(end, size - units, units);
    correctNext(end, units);
    return end;
  }

  private int fitting(int units) {
    if (random.nextFloat() < LOOSE_FIT) {
      int loose = free.fitting(Math.min(units + random.nextInt(LOOSENESS), free.largest()));
      if (loose >= 0) {
        return loose;
      }
    }
    return free.fitting(units);
  }

  private long carve(long block, int size, int previous, int units) {
    take(block, previous, units);
    if (size > units) {
      long rest = block + (long) units * unit;
      release(rest, units, size - units);
      correctNext(rest, size - units);
    }
    return block;
  }

  private void take(long block, int previous, int units) {
    residuals.overwritten(block, block + (long) units * unit);
    chain.set(block, previous, units, true);
  }

  private void release(long block, int previous, int size) {
    residuals.headerChanged(block);
    chain.set(block, previous, size, false);
    free.add(block, size);
  }

  private void correctNext(long block, int size) {
    long next = block + (long) size * unit;
    if (!isEnd(next)) {
      chain.setPrevious(next, size);
    }
  }

  private boolean isEnd(long address) {
    return (address & ((long) segmentUnits * unit - 1)) == 0;
  }

  /// Marks a block free.
  ///
  /// @param join with free neighbours
  void free(long block, boolean join) {
    int size = chain.size(block);
    int previous = chain.previous(block);
    long start = block;
    int total = size;
    chain.set(block, previous, size, false);
    long next = block + (long) size * unit;
    if (join && !isEnd(next) && !chain.used(next)) {
      free.remove(next, chain.size(next));
      total += chain.size(next);
    }
    if (join && previous > 0 && !chain.used(block - (long) previous * unit)) {
      start = block - (long) previous * unit;
      free.remove(start, previous);
      total += previous;
      previous = chain.previous(start);
    }
    if (total == segmentUnits - reserved) {
      freeSegments.add(start - (long) reserved * unit);
      return;
    }
    if (total > size) {
      release(start, previous, total);
      correctNext(start, total);
    } else {
      free.add(block, size);
    }
  }
}
