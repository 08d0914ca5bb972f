package org.deepmem.kernel.linux;

import org.deepmem.kernel.KernelReader;

/// Follows a list of free slots. Each free slot holds the address of the next at the cache's free
/// pointer. A hardened kernel (CONFIG_SLAB_FREELIST_HARDENED) stores it xored with the cache's
/// random number and with the place it is stored at, byte-swapped since 5.7.
final class FreeList {
  private final KernelReader kernel;
  private final long random;

  FreeList(KernelReader kernel, long cache) {
    this.kernel = kernel;
    int offset = kernel.offset("kmem_cache", "random");
    this.random = offset == KernelReader.ABSENT ? 0 : kernel.pointer(cache + offset);
  }

  /// Marks the slots of a list as free in their slab.
  ///
  /// @param head the first free slot, 0 for none
  /// @return whether the list ended in 0 without leaving the slab or meeting a slot twice
  boolean release(Slab slab, long head) {
    long next = head;
    for (int i = 0; i <= slab.slots(); i++) {
      if (next == 0) {
        return true;
      }
      int slot = slab.slotAt(next);
      if (slot < 0 || !slab.release(slot)) {
        return false;
      }
      long place = next + slab.cache().freePointer();
      next = next(slab, place, kernel.pointer(place));
    }
    return false;
  }

  /// Whether a word leads to a slot of the slab or ends a list. Without hardening 0 does neither:
  /// it is found in too many places.
  boolean points(Slab slab, long place, long stored) {
    long next = next(slab, place, stored);
    return slab.slotAt(next) >= 0 || next == 0 && random != 0;
  }

  private long next(Slab slab, long place, long stored) {
    if (random == 0) {
      return stored;
    }
    long swapped = stored ^ random ^ byteSwapped(place);
    if (swapped == 0 || slab.slotAt(swapped) >= 0) {
      return swapped;
    }
    long plain = stored ^ random ^ place;
    return plain == 0 || slab.slotAt(plain) >= 0 ? plain : swapped;
  }

  private long byteSwapped(long word) {
    return kernel.wordSize() == Long.BYTES
        ? Long.reverseBytes(word)
        : Integer.toUnsignedLong(Integer.reverseBytes((int) word));
  }
}
