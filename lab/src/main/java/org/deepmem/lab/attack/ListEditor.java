package org.deepmem.lab.attack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.OverlaidSpace;
import org.deepmem.paging.VirtualMemory;

/// Changes a kernel's linked lists as the kernel itself would. An entry whose neighbours don't lead
/// back to it is in no list, as is a thread's copy of its process's entry, and stays as it is.
final class ListEditor {
  private static final int NEXT = 0;

  private final VirtualMemory memory;
  private final PatchedImage image;
  private final int wordSize;
  private final int previous;

  /// @param space of the kernel
  ListEditor(AddressSpace space, PatchedImage image) {
    this.memory = new VirtualMemory(new OverlaidSpace(space, image));
    this.image = image;
    this.wordSize = space.wordSize();
    this.previous = wordSize;
  }

  /// Takes an entry out of a circular list and lets it lead to itself (`list_del_init`). Links that
  /// lead nowhere are those of no list.
  ///
  /// @param entry virtual address of the `list_head` or `_LIST_ENTRY`
  /// @return whether it was in a list
  boolean removeFromList(long entry) throws AbsentMemoryException {
    long next = word(entry + NEXT);
    long before = word(entry + previous);
    if (next == entry || !isMapped(next) || !isMapped(before)) {
      return false;
    }
    if (word(next + previous) != entry || word(before + NEXT) != entry) {
      return false;
    }
    write(before + NEXT, next);
    write(next + previous, before);
    write(entry + NEXT, entry);
    write(entry + previous, entry);
    return true;
  }

  /// Puts an entry at the end of a circular list (`list_add_tail`).
  ///
  /// @param head virtual address of the list's head
  /// @param entry virtual address of the two words that become the links
  void insertLast(long head, long entry) throws AbsentMemoryException {
    long before = word(head + previous);
    write(entry + NEXT, head);
    write(entry + previous, before);
    write(before + NEXT, entry);
    write(head + previous, entry);
  }

  /// Takes an entry out of a hash chain and clears it (`hlist_del_init`).
  ///
  /// @param entry virtual address of the `hlist_node`
  /// @return whether it was in a chain
  boolean removeFromChain(long entry) throws AbsentMemoryException {
    long next = word(entry + NEXT);
    long before = word(entry + previous);
    if (before == 0 || word(before) != entry) {
      return false;
    }
    write(before, next);
    if (next != 0) {
      write(next + previous, before);
    }
    write(entry + NEXT, 0);
    write(entry + previous, 0);
    return true;
  }

  /// Overwrites bytes.
  void overwrite(long address, byte[] bytes) throws AbsentMemoryException {
    long physical = memory.space().physical(address);
    if (physical == AddressSpace.UNMAPPED) {
      throw new AbsentMemoryException(address, "isn't mapped");
    }
    image.write(physical, bytes);
  }

  private boolean isMapped(long address) {
    return memory.space().physical(address) != AddressSpace.UNMAPPED;
  }

  private long word(long address) throws AbsentMemoryException {
    return memory.pointer(address);
  }

  private void write(long address, long value) throws AbsentMemoryException {
    byte[] bytes = new byte[Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    overwrite(address, Arrays.copyOf(bytes, wordSize));
  }
}
