package org.deepmem.kernel.linux;

import static org.deepmem.fuzz.Checks.require;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.fuzz.FuzzTarget;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PatchedImage;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.Patches;
import org.deepmem.paging.OverlaidSpace;

/// The slab allocator's records: caches, page descriptors, free lists.
public final class LinuxSlabsFuzz implements FuzzTarget {
  private final LinuxKernel kernel;
  private final MemoryImage memory;
  private final List<Long> places = new ArrayList<>();

  public LinuxSlabsFuzz() {
    TestKernel test = new TestKernel();
    TestSlabs slabs = new TestSlabs(test, false);
    TestSlabs.Cache plain = slabs.cache("plain", 64, 0, 1, 0);
    TestSlabs.Cache hidden = slabs.cache("hidden", 512, 256, 2, 0x1234_5678_9abc_def0L);
    slabs.slab(plain, 600, 64, 60, 3, 5, 9);
    slabs.slab(hidden, 601, 8, 4, 1, 2);
    slabs.onCpu(hidden, 601, 4);
    slabs.partial(plain, 600);
    kernel = test.kernel();
    memory = PatchedImage.compact(kernel.image());
    for (TestSlabs.Cache cache : List.of(plain, hidden)) {
      places.addAll(List.of(cache.address(), cache.node(), TestKernel.PER_CPU + cache.perCpu()));
    }
    for (long frame = 599; frame < 604; frame++) {
      places.addAll(List.of(TestKernel.VMEMMAP + frame * 64, TestKernel.DIRECT_MAP + frame * 4096));
    }
    places.add(kernel.symbols().require("slab_caches"));
  }

  @Override
  public void run(byte[] input) {
    PatchedImage image = new PatchedImage(memory);
    new Patches(places, kernel.space(), image).apply(ByteBuffer.wrap(input));
    LinuxKernel linux =
        LinuxSample.copy(kernel, new OverlaidSpace(kernel.space(), image), kernel.types());
    KernelReader reader = new KernelReader(linux.space(), linux.symbols(), linux.types(), 1 << 20);
    SlabAllocator slabs = SlabScan.read(linux, reader);
    for (SlabCache cache : slabs.caches()) {
      for (Slab slab : cache.slabs()) {
        require(
            slab.slots() > 0 && (long) slab.slots() * cache.slotSize() <= 1 << 23,
            "a slab has an end");
        for (int slot = 0; slot < slab.slots(); slot++) {
          slab.allocated(slot);
          require(slab.slotAround(slab.address(slot)) == slot, "a slot holds its address");
        }
      }
    }
    places.forEach(slabs::slab);
  }

  @Override
  public int longest() {
    return 1024;
  }

  @Override
  public long mostAllocated(int inputLength) {
    return 64L << 20;
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(Patches.pointer(6, 8, 3), Patches.pointer(0, 24, 1), Patches.pointer(7, 0, 7));
  }
}
