package org.deepmem.graph;

/// The edges of one type, as compressed rows: node `i` leads to `targets[offsets[i] .. offsets[i +
/// 1])`, ascending, each target once.
///
/// @param offsets `[nodes + 1]`, ascending, from 0 to the number of edges
/// @param targets `[edges]`, node indices
public record Adjacency(int[] offsets, int[] targets) {
  /// Number of nodes.
  public int nodes() {
    return offsets.length - 1;
  }

  /// Number of edges.
  public int edges() {
    return targets.length;
  }

  /// Number of edges that leave a node.
  public int degree(int node) {
    return offsets[node + 1] - offsets[node];
  }
}
