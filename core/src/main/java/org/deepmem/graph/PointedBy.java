package org.deepmem.graph;

import java.util.Arrays;

/// Turns the edges along pointers round.
final class PointedBy {
  /// So many sources of a node are kept, the lowest: what thousands point at is told by few.
  private static final int MOST = 4;

  private PointedBy() {}

  /// For each node the first few that have an edge to it.
  static Adjacency of(Adjacency pointers) {
    int nodes = pointers.nodes();
    int[] offsets = new int[nodes + 1];
    for (int target : pointers.targets()) {
      offsets[target + 1] = Math.min(MOST, offsets[target + 1] + 1);
    }
    for (int node = 0; node < nodes; node++) {
      offsets[node + 1] += offsets[node];
    }
    int[] next = Arrays.copyOf(offsets, nodes);
    int[] sources = new int[offsets[nodes]];
    for (int node = 0; node < nodes; node++) {
      for (int p = pointers.offsets()[node]; p < pointers.offsets()[node + 1]; p++) {
        int target = pointers.targets()[p];
        if (next[target] < offsets[target + 1]) {
          sources[next[target]++] = node;
        }
      }
    }
    return new Adjacency(offsets, sources);
  }
}
