package org.deepmem.kernel.linux;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import org.deepmem.kernel.KernelReader;

/// Walks the kernel's linked lists. Every walk ends: at the head, at a node met before, at one that
/// isn't a kernel address, or after a bound.
final class KernelLists {
  /// More nodes than any list of a machine that can be dumped has.
  static final int BOUND = 1 << 22;

  private final KernelReader kernel;

  KernelLists(KernelReader kernel) {
    this.kernel = kernel;
  }

  /// A circular list (`struct list_head`).
  ///
  /// @param head address of the head, which is in no object; 0 for no list
  /// @param member offset of the list's node in each object
  /// @param each receives the address of each object
  void circular(long head, int member, LongConsumer each) {
    if (head == 0 || member < 0) {
      return;
    }
    Set<Long> met = new HashSet<>();
    long node = kernel.pointer(head);
    while (kernel.isAddress(node) && node != head && met.size() < BOUND && met.add(node)) {
      each.accept(node - member);
      node = kernel.pointer(node);
    }
  }

  /// A list of a hash bucket (`hlist_head`, `hlist_bl_head`, `hlist_nulls_head`): ends in 0 or in
  /// an odd value; the head's lowest bit may be a lock.
  ///
  /// @param head address of the bucket
  /// @param member offset of the list's node in each object
  void bucket(long head, int member, LongConsumer each) {
    if (head == 0 || member < 0) {
      return;
    }
    long node = kernel.pointer(head) & ~1L;
    if (!kernel.isAddress(node) || !kernel.readable(node, kernel.wordSize())) {
      return;
    }
    Set<Long> met = new HashSet<>();
    while (kernel.isAddress(node) && (node & 1) == 0 && met.size() < BOUND && met.add(node)) {
      each.accept(node - member);
      node = kernel.pointer(node);
    }
  }
}
