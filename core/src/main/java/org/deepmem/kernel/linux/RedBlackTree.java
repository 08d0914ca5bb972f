package org.deepmem.kernel.linux;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import org.deepmem.kernel.KernelReader;

/// Walks the kernel's `struct rb_root`.
final class RedBlackTree {
  private RedBlackTree() {}

  /// Visits every node, each once, whatever the links say.
  ///
  /// @param root address of the `rb_root`
  /// @param member offset of the node in each object
  /// @param each receives the address of each object
  static void walk(KernelReader kernel, long root, int member, LongConsumer each) {
    int left = kernel.offset("rb_node", "rb_left");
    int right = kernel.offset("rb_node", "rb_right");
    if (left < 0 || right < 0 || member < 0) {
      return;
    }
    Set<Long> met = new HashSet<>();
    Deque<Long> open = new ArrayDeque<>();
    open.push(kernel.pointer(root));
    while (!open.isEmpty()) {
      long node = open.pop();
      if (!kernel.isAddress(node) || met.size() >= KernelLists.BOUND || !met.add(node)) {
        continue;
      }
      each.accept(node - member);
      open.push(kernel.pointer(node + right));
      open.push(kernel.pointer(node + left));
    }
  }
}
