package org.deepmem.benchmarks;

import java.util.EnumMap;
import java.util.Map;
import org.deepmem.graph.Adjacency;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.nn.SeededRandom;

/// A made-up graph with the proportions of a Linux dump's: segments of 8 to 64 bytes, of which a
/// quarter isn't zero, 1.3 pointer edges a node and direction, half of them to somewhere near.
final class SyntheticGraph {
  private static final int NEAR = 2_000;

  private SyntheticGraph() {}

  static MemoryGraph of(int nodes, long seed) {
    SeededRandom random = new SeededRandom(seed);
    long[] addresses = new long[nodes];
    short[] lengths = new short[nodes];
    byte[] content = new byte[nodes * MemoryGraph.STANDARD_CUT];
    byte[] traits = new byte[nodes * MemoryGraph.TRAITS];
    for (int node = 0; node < nodes; node++) {
      lengths[node] = (short) (8 << random.nextInt(4));
      addresses[node] = node == 0 ? 0 : addresses[node - 1] + lengths[node - 1] + 8;
      for (int i = 0; i < lengths[node]; i++) {
        boolean zero = random.nextInt(4) != 0;
        content[node * MemoryGraph.STANDARD_CUT + i] = zero ? 0 : (byte) random.nextInt(256);
      }
      for (int i = 0; i < MemoryGraph.TRAITS; i++) {
        traits[node * MemoryGraph.TRAITS + i] = (byte) random.nextInt(4);
      }
    }
    Map<EdgeType, Adjacency> edges = new EnumMap<>(EdgeType.class);
    edges.put(EdgeType.LEFT_NEIGHBOUR, neighbours(nodes, -1));
    edges.put(EdgeType.RIGHT_NEIGHBOUR, neighbours(nodes, 1));
    edges.put(EdgeType.LEFT_POINTER, pointers(nodes, random));
    edges.put(EdgeType.RIGHT_POINTER, pointers(nodes, random));
    return new MemoryGraph(
        addresses, addresses, lengths, new byte[nodes], content, traits, edges, 8, Map.of());
  }

  private static Adjacency neighbours(int nodes, int step) {
    int[] offsets = new int[nodes + 1];
    int[] targets = new int[nodes - 1];
    for (int node = 0; node < nodes; node++) {
      boolean there = node + step >= 0 && node + step < nodes;
      offsets[node + 1] = offsets[node] + (there ? 1 : 0);
      if (there) {
        targets[offsets[node]] = node + step;
      }
    }
    return new Adjacency(offsets, targets);
  }

  private static Adjacency pointers(int nodes, SeededRandom random) {
    int[] offsets = new int[nodes + 1];
    int[] targets = new int[2 * nodes];
    for (int node = 0; node < nodes; node++) {
      int count = random.nextInt(10) < 7 ? 1 + random.nextInt(10) / 9 : 2;
      int at = offsets[node];
      for (int i = 0; i < count; i++) {
        boolean near = random.nextInt(2) == 0;
        int target = near ? node + random.nextInt(2 * NEAR) - NEAR : random.nextInt(nodes);
        targets[at + i] = Math.clamp(target, 0, nodes - 1);
      }
      java.util.Arrays.sort(targets, at, at + count);
      offsets[node + 1] = at + count;
    }
    return new Adjacency(offsets, java.util.Arrays.copyOf(targets, offsets[nodes]));
  }
}
