package org.deepmem.graph;

import java.util.stream.IntStream;
import org.deepmem.paging.CanonicalPages;

/// Finds the node that an address leads to.
final class NodeIndex {
  /// A pointer leads to a node that starts at most this far below its target (*ref*).
  static final int REACH = 128;

  private final Segments nodes;
  private final CanonicalPages pages;

  NodeIndex(Segments nodes, CanonicalPages pages) {
    this.nodes = nodes;
    this.pages = pages;
  }

  /// The node that starts at a canonical address, else the nearest below within [#REACH] bytes,
  /// else -1.
  ///
  /// @param target canonical virtual address
  /// @param page canonical page that holds it
  int leadsTo(long target, int page) {
    long[] addresses = nodes.addresses();
    int low = nodes.firstOfPage()[page];
    int high = nodes.firstOfPage()[page + 1] - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (addresses[middle] <= target) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high >= 0 && target - addresses[high] <= REACH ? high : -1;
  }

  /// The node that each pointer leads to, or -1. `[pointers]`
  int[] targets(Pointers pointers) {
    int[] targets = new int[pointers.size()];
    IntStream.range(0, targets.length)
        .parallel()
        .forEach(
            pointer -> {
              int page = pointers.targetPages()[pointer];
              targets[pointer] = page < 0 ? -1 : leadsTo(pointers.target(pointer, pages), page);
            });
    return targets;
  }
}
