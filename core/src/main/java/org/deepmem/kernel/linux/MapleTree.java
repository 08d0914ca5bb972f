package org.deepmem.kernel.linux;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import org.deepmem.kernel.KernelReader;

/// Walks the kernel's `struct maple_tree` (include/linux/maple_tree.h): nodes of 256 bytes, their
/// type in bits 3 to 6 of the pointer that leads to them. Each node has pivots, the last index of
/// each slot; what lies after the slot whose pivot is the node's own last index is not in use.
final class MapleTree {
  private static final int MAX_NODES = 1 << 20;
  private static final int LEAF = 1;

  /// Levels that a tree may have (`MAPLE_HEIGHT_MAX`).
  private static final int DEEPEST = 31;

  /// Slots of a node whose pointers have 4 bytes, less its parent (`MAPLE_NODE_SLOTS`).
  private static final int MOST_SLOTS = 63;

  private static final int ALLOCATION_RANGE = 3;

  private final KernelReader kernel;
  private final NodeLayout range;
  private final NodeLayout allocationRange;
  private final Set<Long> met = new HashSet<>();

  /// Where a node's pivots and slots lie.
  private record NodeLayout(int pivot, int slot, int slots) {}

  MapleTree(KernelReader kernel) {
    this.kernel = kernel;
    this.range = layout("maple_range_64");
    this.allocationRange = layout("maple_arange_64");
  }

  private NodeLayout layout(String structure) {
    int pivot = kernel.offset(structure, "pivot");
    int slot = kernel.offset(structure, "slot");
    return new NodeLayout(
        pivot, slot, Math.clamp((slot - pivot) / kernel.wordSize() + 1, 0, MOST_SLOTS));
  }

  /// Visits every pointer stored in the tree at an address.
  void walk(long tree, LongConsumer each) {
    int root = kernel.offset("maple_tree", "ma_root");
    if (tree == 0 || root < 0 || range.pivot() < 0 || allocationRange.pivot() < 0) {
      return;
    }
    met.clear();
    long entry = kernel.pointer(tree + root);
    if (isNode(entry)) {
      visit(entry, kernel.highestWord(), 0, each);
    } else if (kernel.isAddress(entry)) {
      each.accept(entry);
    }
  }

  private boolean isNode(long entry) {
    return (entry & 3) == 2 && kernel.isAddress(entry);
  }

  /// @param last the greatest index that the node covers, unsigned
  private void visit(long entry, long last, int depth, LongConsumer each) {
    long node = entry & -256;
    int type = (int) (entry >>> 3) & 15;
    if (type > ALLOCATION_RANGE || depth == DEEPEST || met.size() >= MAX_NODES || !met.add(node)) {
      return;
    }
    NodeLayout layout = type == ALLOCATION_RANGE ? allocationRange : range;
    for (int i = 0; i < layout.slots(); i++) {
      long pivot = last;
      if (i < layout.slots() - 1) {
        long stored = kernel.pointer(node + layout.pivot() + (long) i * kernel.wordSize());
        pivot = stored == 0 && i > 0 ? last : stored;
      }
      long value = kernel.pointer(node + layout.slot() + (long) i * kernel.wordSize());
      if (type > LEAF) {
        if (kernel.isAddress(value)) {
          visit(value, pivot, depth + 1, each);
        }
      } else if (kernel.isAddress(value) && (value & 3) == 0) {
        each.accept(value);
      }
      if (Long.compareUnsigned(pivot, last) >= 0) {
        return;
      }
    }
  }
}
