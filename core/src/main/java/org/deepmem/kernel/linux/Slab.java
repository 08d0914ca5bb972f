package org.deepmem.kernel.linux;

import java.util.BitSet;

/// One slab: consecutive slots of one cache.
final class Slab {
  private final SlabCache cache;
  private final long firstSlot;
  private final int slots;
  private final int inUse;
  private final long descriptor;
  private final BitSet free = new BitSet();

  Slab(SlabCache cache, long firstSlot, int slots, int inUse, long descriptor) {
    this.cache = cache;
    this.firstSlot = firstSlot;
    this.slots = slots;
    this.inUse = inUse;
    this.descriptor = descriptor;
  }

  SlabCache cache() {
    return cache;
  }

  /// Number of slots.
  int slots() {
    return slots;
  }

  /// Virtual address, in the direct map, of a slot's object.
  long address(int slot) {
    return firstSlot + (long) slot * cache.slotSize();
  }

  /// Whether the slot is on none of the free lists.
  boolean allocated(int slot) {
    return !free.get(slot);
  }

  /// Number of allocated slots.
  int allocated() {
    return slots - free.cardinality();
  }

  /// The slot whose object starts at an address; -1 when none does.
  int slotAt(long address) {
    long distance = address - firstSlot;
    boolean starts = distance >= 0 && distance % cache.slotSize() == 0;
    long slot = distance / cache.slotSize();
    return starts && slot < slots ? (int) slot : -1;
  }

  /// The slot that an address lies in; -1 when it lies outside the slab.
  int slotAround(long address) {
    long distance = address - firstSlot;
    long slot = distance / cache.slotSize();
    return distance >= 0 && slot < slots ? (int) slot : -1;
  }

  /// Slots that the descriptor counts as used: those on a CPU's own free list too.
  int inUse() {
    return inUse;
  }

  /// Virtual address of the descriptor.
  long descriptor() {
    return descriptor;
  }

  /// Marks a slot as free; false when it was.
  boolean release(int slot) {
    boolean was = free.get(slot);
    free.set(slot);
    return !was;
  }
}
