package org.deepmem.lab.synthesis.machine;

import java.util.ArrayList;
import java.util.List;

/// PoolBigPageTable: allocations of a page and more, which have no header.
final class BigPages {
  private record Entry(long va, long tag, boolean paged, long bytes, boolean free) {}

  private final List<Entry> entries = new ArrayList<>();

  void add(PoolBlock block) {
    entries.add(entry(block, false));
  }

  void free(PoolBlock block) {
    entries.set(entries.indexOf(entry(block, false)), entry(block, true));
  }

  private static Entry entry(PoolBlock block, boolean free) {
    return new Entry(
        block.address(), PoolHeaders.value(block.tag()), block.paged(), block.room(), free);
  }

  /// Entries that the table must have room for: a power of two.
  int capacity() {
    return Math.max(512, Integer.highestOneBit(2 * entries.size()) * 2);
  }

  /// Writes the table, each entry at its hashed place or the next free one.
  void write(KernelMemory memory, long table, int capacity) {
    int size = memory.at("_POOL_TRACKER_BIG_PAGES", table).size();
    boolean[] taken = new boolean[capacity];
    for (Entry entry : entries) {
      int slot = (int) ((entry.va >>> 12) ^ (entry.va >>> 20)) & (capacity - 1);
      while (taken[slot]) {
        slot = (slot + 1) & (capacity - 1);
      }
      taken[slot] = true;
      StructureWriter writer = memory.at("_POOL_TRACKER_BIG_PAGES", table + (long) slot * size);
      writer.set("Va", entry.va | (entry.free ? 1 : 0)).set("Key", entry.tag);
      writer.set("PoolType", entry.paged ? 1 : 0).set("NumberOfBytes", entry.bytes);
    }
    for (int slot = 0; slot < capacity; slot++) {
      if (!taken[slot]) {
        memory.at("_POOL_TRACKER_BIG_PAGES", table + (long) slot * size).set("Va", 1);
      }
    }
  }
}
