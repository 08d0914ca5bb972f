package org.deepmem.lab.synthesis.machine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.deepmem.nn.SeededRandom;

/// Free blocks by size in units.
final class FreeBlocks {
  private final long[][] blocks;
  private final int[] counts;
  private final BitSet sizes = new BitSet();
  private final Map<Long, Integer> places = new HashMap<>();

  /// @param largest size in units
  FreeBlocks(int largest) {
    blocks = new long[largest + 1][0];
    counts = new int[largest + 1];
  }

  void add(long block, int size) {
    if (counts[size] == blocks[size].length) {
      blocks[size] = Arrays.copyOf(blocks[size], Math.max(4, 2 * counts[size]));
    }
    places.put(block, counts[size]);
    blocks[size][counts[size]++] = block;
    sizes.set(size);
  }

  void remove(long block, int size) {
    Integer place = places.remove(block);
    if (place == null) {
      throw new IllegalStateException("0x%x isn't a free block".formatted(block));
    }
    long last = blocks[size][--counts[size]];
    if (last != block) {
      blocks[size][place] = last;
      places.put(last, place);
    }
    if (counts[size] == 0) {
      sizes.clear(size);
    }
  }

  /// Smallest size of at least `units` that has a block; -1 without one.
  int fitting(int units) {
    return sizes.nextSetBit(units);
  }

  /// A random block of a size that has one; it stays.
  long any(int size, SeededRandom random) {
    return blocks[size][random.nextInt(counts[size])];
  }

  /// The blocks of a size, in an order that is the same in every run.
  long[] ofSize(int size) {
    return Arrays.copyOf(blocks[size], counts[size]);
  }

  int largest() {
    return blocks.length - 1;
  }
}
