package org.deepmem.kernel.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The SLUB allocator as the dump has it: every cache, its slabs, and which of their slots are
/// free. A slot is free when it is on its slab's free list or on the free list of the CPU that the
/// slab belongs to; all others are allocated.
final class SlabAllocator {
  private final Map<Long, SlabCache> caches;
  private final Slab[] slabs;
  private final long[] starts;
  private final int damaged;

  SlabAllocator(Map<Long, SlabCache> caches, List<Slab> found, int damaged) {
    this.caches = Collections.unmodifiableMap(new LinkedHashMap<>(caches));
    this.slabs = found.toArray(Slab[]::new);
    Arrays.sort(slabs, Comparator.comparingLong(slab -> slab.address(0)));
    this.starts = Arrays.stream(slabs).mapToLong(slab -> slab.address(0)).toArray();
    this.damaged = damaged;
  }

  /// All caches, in the order of the kernel's list.
  List<SlabCache> caches() {
    return new ArrayList<>(caches.values());
  }

  /// The cache whose kernel record is at an address.
  @Nullable SlabCache cache(long address) {
    return caches.get(address);
  }

  /// The slab that an address lies in; null when it lies in none.
  @Nullable Slab slab(long address) {
    int at = Arrays.binarySearch(starts, address);
    int index = at >= 0 ? at : -at - 2;
    return index >= 0 && slabs[index].slotAround(address) >= 0 ? slabs[index] : null;
  }

  /// Free lists that leave their slab or run in a circle, and descriptors that contradict
  /// themselves.
  int damaged() {
    return damaged;
  }
}
