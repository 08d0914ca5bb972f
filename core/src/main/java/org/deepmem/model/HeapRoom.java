package org.deepmem.model;

import org.deepmem.graph.HeapShare;
import org.deepmem.graph.MemoryGraph;

/// How much of a graph the network may hold at once.
final class HeapRoom {
  /// Bytes that the objects found, their names and the collector are left.
  private static final long REST = 256L << 20;

  /// Bytes of a node's scores.
  private static final int SCORES = 3 * Float.BYTES;

  /// Bytes of a node's edges in a stretch, about.
  private static final int EDGES = 64;

  private static final int LEAST = 1 << 16;

  private HeapRoom() {}

  /// Nodes of which two hidden layers have room in the heap beside the graph.
  static int nodes(MemoryGraph graph, int width) {
    long most = HeapShare.bytes() / 10 * 9;
    long free = most - REST - graph.bytes() - (long) SCORES * graph.nodes();
    long each = 2L * Float.BYTES * width + EDGES;
    return (int) Math.clamp(free / each, LEAST, (Integer.MAX_VALUE - 8) / width);
  }
}
