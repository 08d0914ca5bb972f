package org.deepmem.kernel.linux;

import java.util.ArrayList;
import java.util.List;

/// Writes slab caches into a [TestKernel] as SLUB lays them out, with layouts of its own.
final class TestSlabs {
  private static final int SLAB_FLAG = 9;
  private static final int CACHE_NODE = 64;

  private final TestKernel kernel;
  private final boolean byPageType;
  private final long head;
  private final List<Long> lists = new ArrayList<>();
  private long perCpu = 0x100;

  /// A cache that was written.
  ///
  /// @param random the number that its free pointers are hidden with; 0 for plain ones
  record Cache(long address, int slot, int freePointer, long random, long node, long perCpu) {}

  /// @param byPageType whether slabs are marked by page type, as since 6.10, instead of a flag
  TestSlabs(TestKernel kernel, boolean byPageType) {
    this.kernel = kernel;
    this.byPageType = byPageType;
    kernel.struct("page", 64, "flags 0 8 unsigned", "page_type 48 4 unsigned");
    kernel.struct(
        "slab",
        64,
        "slab_cache 8 8 kmem_cache~*",
        "slab_list 16 16 list_head",
        "freelist 32 8 void~*",
        "inuse 40 4 unsigned 0 16",
        "objects 42 4 unsigned 0 15");
    kernel.struct(
        "kmem_cache",
        96,
        "cpu_slab 0 8 kmem_cache_cpu~*",
        "size 8 4 unsigned",
        "object_size 12 4 unsigned",
        "offset 16 4 unsigned",
        "refcount 20 4 int",
        "name 24 8 char~*",
        "list 32 16 list_head",
        "random 48 8 unsigned",
        "node " + CACHE_NODE + " 8 kmem_cache_node~*[1]");
    kernel.struct("kmem_cache_cpu", 24, "freelist 0 8 void~**", "slab 16 8 slab~*");
    kernel.struct("kmem_cache_node", 32, "partial 8 16 list_head");
    if (byPageType) {
      kernel.constant("pagetype", "PGTY_slab", 0xf5);
    } else {
      kernel.constant("pageflags", "PG_slab", SLAB_FLAG);
    }
    head = kernel.room(16);
    kernel.symbol("slab_caches", head).circle(head);
  }

  Cache cache(String name, int slot, int freePointer, int users, long random) {
    long address = kernel.room(96);
    long text = kernel.room(32);
    long node = kernel.room(32);
    perCpu += 32;
    kernel.text(text, name).word(address, perCpu).word(address + 24, text);
    kernel.int32(address + 8, slot).int32(address + 12, slot).int32(address + 16, freePointer);
    kernel.int32(address + 20, users).word(address + 48, random);
    kernel.word(address + CACHE_NODE, node).circle(node + 8);
    lists.add(address + 32);
    List<Long> circle = new ArrayList<>(lists);
    circle.add(0, head);
    kernel.circle(circle.stream().mapToLong(Long::longValue).toArray());
    return new Cache(address, slot, freePointer, random, node, perCpu);
  }

  /// A slab of one page.
  ///
  /// @param free slots on its free list, in the list's order
  /// @param inUse as the descriptor says
  /// @return address of its first slot
  long slab(Cache cache, long frame, int slots, int inUse, int... free) {
    long descriptor = descriptor(frame);
    long first = TestKernel.DIRECT_MAP + frame * 4096;
    if (byPageType) {
      kernel.int32(descriptor + 48, 0xf5000000);
    } else {
      kernel.word(descriptor, 1 << SLAB_FLAG);
    }
    kernel.word(descriptor + 8, cache.address());
    kernel.word(descriptor + 32, chain(cache, first, free));
    kernel.int32(descriptor + 40, slots << 16 | inUse);
    return first;
  }

  /// Makes a slab the CPU's own, with free slots on the CPU's list.
  void onCpu(Cache cache, long frame, int... free) {
    long first = TestKernel.DIRECT_MAP + frame * 4096;
    kernel.word(TestKernel.PER_CPU + cache.perCpu(), chain(cache, first, free));
    kernel.word(TestKernel.PER_CPU + cache.perCpu() + 16, descriptor(frame));
  }

  /// Puts slabs on the node's list of partly used ones.
  void partial(Cache cache, long... frames) {
    long[] nodes = new long[frames.length + 1];
    nodes[0] = cache.node() + 8;
    for (int i = 0; i < frames.length; i++) {
      nodes[i + 1] = descriptor(frames[i]) + 16;
    }
    kernel.circle(nodes);
  }

  /// Writes where a slot's free pointer leads, hidden as the kernel hides it.
  void point(Cache cache, long slotAddress, long to) {
    long place = slotAddress + cache.freePointer();
    long hidden = cache.random() == 0 ? to : to ^ cache.random() ^ Long.reverseBytes(place);
    kernel.word(place, hidden);
  }

  private long chain(Cache cache, long first, int... free) {
    for (int i = 0; i < free.length; i++) {
      long next = i + 1 < free.length ? first + (long) free[i + 1] * cache.slot() : 0;
      point(cache, first + (long) free[i] * cache.slot(), next);
    }
    return free.length == 0 ? 0 : first + (long) free[0] * cache.slot();
  }

  private static long descriptor(long frame) {
    return TestKernel.VMEMMAP + frame * 64;
  }
}
