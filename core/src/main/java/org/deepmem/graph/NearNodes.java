package org.deepmem.graph;

import java.util.stream.IntStream;

/// Edges to the node before or after, where that is near.
final class NearNodes {
  /// Neighbours are nodes whose windows start less than this many bytes apart (*ref*).
  static final int NEIGHBOUR = 512;

  private NearNodes() {}

  /// The edges of all nodes.
  ///
  /// @param addresses of the nodes, ascending
  /// @param step 1 to the node after, -1 to the node before
  static Adjacency all(long[] addresses, int step) {
    return of(addresses, IntStream.range(0, addresses.length).toArray(), step);
  }

  /// The edges of some nodes: row `i` is that of `nodes[i]`.
  static Adjacency of(long[] addresses, int[] nodes, int step) {
    int[] offsets = new int[nodes.length + 1];
    for (int i = 0; i < nodes.length; i++) {
      offsets[i + 1] = offsets[i] + (isNear(addresses, nodes[i], nodes[i] + step) ? 1 : 0);
    }
    int[] targets = new int[offsets[nodes.length]];
    for (int i = 0; i < nodes.length; i++) {
      if (offsets[i] < offsets[i + 1]) {
        targets[offsets[i]] = nodes[i] + step;
      }
    }
    return new Adjacency(offsets, targets);
  }

  private static boolean isNear(long[] addresses, int node, int other) {
    return other >= 0
        && other < addresses.length
        && Math.abs(addresses[other] - addresses[node]) < NEIGHBOUR;
  }
}
