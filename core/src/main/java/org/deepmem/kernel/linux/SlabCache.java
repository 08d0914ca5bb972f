package org.deepmem.kernel.linux;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A cache of the kernel's slab allocator (`struct kmem_cache`): slots of one size.
public final class SlabCache {
  private final long address;
  private final String name;
  private final int slotSize;
  private final int objectSize;
  private final int freePointer;
  private final int redLeftPad;
  private final int users;
  private final List<Slab> slabs = new ArrayList<>();
  private long spare;

  SlabCache(
      long address,
      String name,
      int slotSize,
      int objectSize,
      int freePointer,
      int redLeftPad,
      int users) {
    this.address = address;
    this.name = name;
    this.slotSize = slotSize;
    this.objectSize = objectSize;
    this.freePointer = freePointer;
    this.redLeftPad = redLeftPad;
    this.users = users;
  }

  /// Virtual address of the kernel's own record.
  public long address() {
    return address;
  }

  /// As in `/proc/slabinfo`. A merged cache has the name of the first of its users.
  public String name() {
    return name;
  }

  /// Bytes from one slot to the next.
  public int slotSize() {
    return slotSize;
  }

  /// Bytes of a slot that its user may use.
  public int objectSize() {
    return objectSize;
  }

  /// Offset in a free slot of the pointer to the next free one, 8 bytes.
  public int freePointer() {
    return freePointer;
  }

  /// Bytes before the first slot of a slab, and between slots, that catch overruns.
  int redLeftPad() {
    return redLeftPad;
  }

  /// How many caches were asked for that share this one; negative in caches that never share.
  public int users() {
    return users;
  }

  /// Number of slots.
  public long slots() {
    return slabs.stream().mapToLong(Slab::slots).sum();
  }

  /// Slots on no free list: the objects.
  public long allocated() {
    return slabs.stream().mapToLong(Slab::allocated).sum();
  }

  /// `active_objs` of `/proc/slabinfo`: all slots but the free ones of slabs on the nodes' partial
  /// lists. Free slots of slabs that belong to a CPU, its current one and those that it keeps in
  /// reserve, count as active there.
  public long activeObjects() {
    return slots() - spare;
  }

  List<Slab> slabs() {
    return Collections.unmodifiableList(slabs);
  }

  void add(Slab slab) {
    slabs.add(slab);
  }

  void countSpare(Slab slab) {
    spare += slab.slots() - slab.inUse();
  }
}
