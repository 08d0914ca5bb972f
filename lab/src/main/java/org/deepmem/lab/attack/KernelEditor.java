package org.deepmem.lab.attack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.paging.AddressSpace;

/// Changes a kernel's linked lists as the kernel itself would. An entry whose neighbours don't lead
/// back to it is in no list, as is a thread's copy of its process's entry, and stays as it is.
final class KernelEditor {
  private static final int NEXT = 0;
  private static final int PREVIOUS = Long.BYTES;

  private final LinuxKernel kernel;
  private final PatchedImage image;

  /// @param kernel found in `image`
  KernelEditor(LinuxKernel kernel, PatchedImage image) {
    this.kernel = kernel;
    this.image = image;
  }

  /// Takes an entry out of a circular list and lets it lead to itself (`list_del_init`).
  ///
  /// @param entry virtual address of the `list_head`
  /// @return whether it was in a list
  boolean removeFromList(long entry) throws AbsentMemoryException {
    long next = word(entry + NEXT);
    long previous = word(entry + PREVIOUS);
    if (next == entry || word(next + PREVIOUS) != entry || word(previous + NEXT) != entry) {
      return false;
    }
    write(previous + NEXT, next);
    write(next + PREVIOUS, previous);
    write(entry + NEXT, entry);
    write(entry + PREVIOUS, entry);
    return true;
  }

  /// Takes an entry out of a hash chain and clears it (`hlist_del_init`).
  ///
  /// @param entry virtual address of the `hlist_node`
  /// @return whether it was in a chain
  boolean removeFromChain(long entry) throws AbsentMemoryException {
    long next = word(entry + NEXT);
    long before = word(entry + PREVIOUS);
    if (before == 0 || word(before) != entry) {
      return false;
    }
    write(before, next);
    if (next != 0) {
      write(next + PREVIOUS, before);
    }
    write(entry + NEXT, 0);
    write(entry + PREVIOUS, 0);
    return true;
  }

  private long word(long address) throws AbsentMemoryException {
    return kernel.memory().u64(address);
  }

  private void write(long address, long value) throws AbsentMemoryException {
    long physical = kernel.space().physical(address);
    if (physical == AddressSpace.UNMAPPED) {
      throw new AbsentMemoryException(address, "isn't mapped");
    }
    byte[] bytes = new byte[Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    image.write(physical, bytes);
  }
}
