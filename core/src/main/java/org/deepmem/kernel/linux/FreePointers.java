package org.deepmem.kernel.linux;

import org.deepmem.kernel.KernelReader;
import org.jspecify.annotations.Nullable;

/// Where the slab allocator keeps its pointer to the next free slot, and what such a pointer looks
/// like. It tells, without any list, that a slot was free when its page was read: needed where the
/// lists are of another moment than the page, as in a dump that was taken while the kernel ran.
public final class FreePointers {
  private final KernelReader kernel;
  private final SlabAllocator slabs;

  /// Reads the slab allocator.
  public FreePointers(LinuxKernel linux) {
    kernel = linux.reader();
    slabs = SlabScan.read(linux, kernel);
  }

  /// Virtual address of the free pointer of the slot that an address lies in; 0 where it lies in
  /// none.
  public long place(long address) {
    @Nullable Slab slab = slabs.slab(address);
    return slab == null ? 0 : slab.address(slab.slotAround(address)) + slab.cache().freePointer();
  }

  /// Whether a word at such a place would be a free pointer (of a 32-bit kernel, its low 4 bytes):
  /// to a slot of the same slab, or the end of a list. A slot that was taken again keeps the last
  /// one until it is overwritten.
  public boolean isFreePointer(long place, long word) {
    @Nullable Slab slab = slabs.slab(place);
    return slab != null
        && new FreeList(kernel, slab.cache().address())
            .points(slab, place, word & kernel.highestWord());
  }
}
