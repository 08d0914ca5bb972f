package org.deepmem.kernel.linux;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import org.deepmem.kernel.KernelReader;

/// Walks the kernel's `struct xarray`, a radix tree of pointers (include/linux/xarray.h). A value
/// whose two lowest bits are `10` is the kernel's own: above one page, a node of the tree.
final class XArray {
  private static final int MAX_NODES = 1 << 20;

  /// Levels that an index of 64 bits needs where a node tells 4 of them (`XA_CHUNK_SHIFT`); what is
  /// deeper is no tree.
  private static final int MAX_DEPTH = 16;

  private final KernelReader kernel;
  private final int slots;
  private final int fanOut;
  private final Set<Long> met = new HashSet<>();

  XArray(KernelReader kernel) {
    this.kernel = kernel;
    this.slots = kernel.offset("xa_node", "slots");
    int end = Math.max(kernel.offset("xa_node", "tags"), kernel.offset("xa_node", "marks"));
    this.fanOut = Math.clamp((end - slots) / kernel.wordSize(), 0, 64);
  }

  /// Visits every pointer of the array at an address.
  void walk(long array, LongConsumer each) {
    int head = kernel.offset("xarray", "xa_head");
    if (array != 0 && slots >= 0 && head >= 0) {
      visit(kernel.pointer(array + head), 0, each);
    }
  }

  private void visit(long entry, int depth, LongConsumer each) {
    boolean internal = (entry & 3) == 2;
    if (!kernel.isAddress(entry)) {
      return;
    }
    if (!internal) {
      each.accept(entry);
      return;
    }
    long node = entry & ~3L;
    if (depth > MAX_DEPTH || met.size() >= MAX_NODES || !met.add(node)) {
      return;
    }
    for (int i = 0; i < fanOut; i++) {
      visit(kernel.pointer(node + slots + (long) i * kernel.wordSize()), depth + 1, each);
    }
  }
}
