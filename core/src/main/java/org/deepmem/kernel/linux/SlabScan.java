package org.deepmem.kernel.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.image.PhysicalRun;
import org.deepmem.kernel.KernelReader;
import org.deepmem.symbols.StructLayout;
import org.deepmem.symbols.StructMember;
import org.jspecify.annotations.Nullable;

/// Reads the SLUB allocator out of a dump: the list of caches, then the descriptor of every page
/// frame in the dump for the slabs, then the free lists of slabs and CPUs. Kernels from 5.17 on
/// describe a slab in `struct slab`; before, the same members are in `struct page`.
final class SlabScan {
  private static final int MAX_SLOT = 1 << 22;
  private static final int MAX_NODES = 1024;

  private final LinuxKernel linux;
  private final KernelReader kernel;
  private final KernelLists lists;
  private final String slabStructure;
  private final Map<Long, SlabCache> caches = new LinkedHashMap<>();
  private final Map<Long, FreeList> freeLists = new HashMap<>();
  private final Map<Long, Slab> byDescriptor = new HashMap<>();
  private final List<Slab> slabs = new ArrayList<>();
  private int damaged;

  /// Bytes that further slabs may take: descriptors that overlap would claim any number of slots. A
  /// slab's first page may be all of it that the dump has.
  private long bytesLeft;

  private SlabScan(LinuxKernel linux, KernelReader kernel) {
    this.linux = linux;
    this.kernel = kernel;
    this.lists = new KernelLists(kernel);
    this.bytesLeft = 8 * kernel.presentBytes();
    this.slabStructure = kernel.has("slab", "slab_cache") ? "slab" : "page";
  }

  /// Reads it all. Empty when the kernel doesn't say where its caches are.
  static SlabAllocator read(LinuxKernel linux, KernelReader kernel) {
    SlabScan scan = new SlabScan(linux, kernel);
    int list = kernel.offset("kmem_cache", "list");
    scan.lists.circular(kernel.symbol("slab_caches"), list, scan::addCache);
    scan.readSlabs();
    scan.caches.values().forEach(scan::readCpuLists);
    scan.caches.values().forEach(scan::readPartialLists);
    return new SlabAllocator(scan.caches, scan.slabs, scan.damaged);
  }

  private void addCache(long address) {
    int slotSize = kernel.int32(address + kernel.offset("kmem_cache", "size"));
    int objectSize = kernel.int32(address + kernel.offset("kmem_cache", "object_size"));
    int freePointer = kernel.int32(address + kernel.offset("kmem_cache", "offset"));
    int pad = kernel.offset("kmem_cache", "red_left_pad");
    boolean sane =
        slotSize >= kernel.wordSize()
            && slotSize <= MAX_SLOT
            && objectSize > 0
            && objectSize <= slotSize
            && freePointer >= 0
            && freePointer <= slotSize - kernel.wordSize();
    if (!sane) {
      damaged++;
      return;
    }
    long name = kernel.pointer(address + kernel.offset("kmem_cache", "name"));
    caches.put(
        address,
        new SlabCache(
            address,
            kernel.text(name, 128),
            slotSize,
            objectSize,
            freePointer,
            pad == KernelReader.ABSENT ? 0 : kernel.int32(address + pad),
            kernel.int32(address + kernel.offset("kmem_cache", "refcount"))));
    freeLists.put(address, new FreeList(kernel, address));
  }

  private void readSlabs() {
    SlabPageMark mark = SlabPageMark.of(kernel);
    long descriptors = linux.vmemmapBase();
    int descriptorSize = kernel.size("page").orElse(0);
    int cacheOffset = kernel.offset(slabStructure, "slab_cache");
    int freeOffset = kernel.offset(slabStructure, "freelist");
    StructMember objects = member("objects");
    StructMember inUse = member("inuse");
    if (cacheOffset < 0 || freeOffset < 0 || objects == null || inUse == null) {
      return;
    }
    for (PhysicalRun run : linux.image().runs()) {
      for (long frame = run.start() >>> 12; frame < run.end() >>> 12; frame++) {
        long descriptor = descriptors + frame * descriptorSize;
        if (!mark.marks(kernel.int32(descriptor + mark.offset()))) {
          continue;
        }
        SlabCache cache = caches.get(kernel.pointer(descriptor + cacheOffset));
        int slots = kernel.bits(descriptor, objects);
        int used = kernel.bits(descriptor, inUse);
        if (cache == null) {
          continue; // a tail page of kernels that mark all pages of a slab, or damage
        }
        long bytes = (long) slots * cache.slotSize();
        if (slots <= 0 || used > slots || bytes > Math.min(2L * MAX_SLOT, bytesLeft)) {
          damaged++;
          continue;
        }
        bytesLeft -= bytes;
        long first = linux.directMap(frame << 12) + cache.redLeftPad();
        Slab slab = new Slab(cache, first, slots, used, descriptor);
        release(slab, kernel.pointer(descriptor + freeOffset));
        cache.add(slab);
        slabs.add(slab);
        byDescriptor.put(descriptor, slab);
      }
    }
  }

  private @Nullable StructMember member(String name) {
    StructLayout layout = kernel.types().struct(slabStructure).orElse(null);
    return layout == null ? null : layout.member(name).orElse(null);
  }

  private void release(Slab slab, long head) {
    FreeList list = freeLists.get(slab.cache().address());
    if (list == null || !list.release(slab, head)) {
      damaged++;
    }
  }

  private void readCpuLists(SlabCache cache) {
    long perCpu = kernel.pointer(cache.address() + kernel.offset("kmem_cache", "cpu_slab"));
    int slabOffset =
        Math.max(kernel.offset("kmem_cache_cpu", "slab"), kernel.offset("kmem_cache_cpu", "page"));
    int freeOffset = kernel.offset("kmem_cache_cpu", "freelist");
    if (slabOffset < 0 || freeOffset < 0) {
      return;
    }
    for (CpuArea cpu : linux.cpus()) {
      long area = cpu.offset();
      long head = kernel.pointer(area + perCpu + freeOffset);
      Slab slab = byDescriptor.get(kernel.pointer(area + perCpu + slabOffset));
      if (head != 0 && slab != null && slab.cache() == cache) {
        release(slab, head);
      }
    }
  }

  private void readPartialLists(SlabCache cache) {
    long nodes = cache.address() + kernel.offset("kmem_cache", "node");
    boolean named = kernel.has(slabStructure, "slab_list");
    int list = kernel.offset(slabStructure, named ? "slab_list" : "lru");
    int partial = kernel.offset("kmem_cache_node", "partial");
    if (partial < 0) {
      return;
    }
    for (int node = 0; node < bounded("nr_node_ids", MAX_NODES); node++) {
      long address = kernel.pointer(nodes + (long) node * kernel.wordSize());
      if (kernel.isAddress(address)) {
        lists.circular(
            address + partial,
            list,
            descriptor -> {
              Slab slab = byDescriptor.get(descriptor);
              if (slab != null && slab.cache() == cache) {
                cache.countSpare(slab);
              }
            });
      }
    }
  }

  private int bounded(String symbol, int bound) {
    long address = kernel.symbol(symbol);
    return address == 0 ? 1 : Math.clamp(kernel.int32(address), 1, bound);
  }
}
