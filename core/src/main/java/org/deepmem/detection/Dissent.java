package org.deepmem.detection;

import java.util.Arrays;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.NodeScores;

/// What speaks against an object: nodes that lie where it has key nodes, but take themselves for
/// something else.
final class Dissent {
  private static final Window[] WINDOWS = Window.values();

  private final KeyNodes keyNodes;
  private final MemoryGraph graph;
  private final NodeScores scores;

  Dissent(KeyNodes keyNodes, MemoryGraph graph, NodeScores scores) {
    this.keyNodes = keyNodes;
    this.graph = graph;
    this.scores = scores;
  }

  /// The evidence of the dissenting nodes, 0 or more.
  ///
  /// @param address where the object would be
  /// @param size bytes of an object of this type
  float against(String type, long address, int size) {
    long[] addresses = graph.addresses();
    float against = 0;
    int found = Arrays.binarySearch(addresses, address - MemoryGraph.WINDOW);
    for (int node = found >= 0 ? found : -found - 1;
        node < addresses.length && addresses[node] < address + size;
        node++) {
      Window window = WINDOWS[graph.windows()[node]];
      long place = addresses[node] + (window == Window.HEAD ? 0 : MemoryGraph.WINDOW);
      int length = KeyNodes.comparedLength(graph, node);
      int expected = keyNodes.classOf(type, (int) (place - address), length, window);
      if (expected != 0 && scores.classes()[node] != expected) {
        against += VoteCount.evidence(scores.probabilities()[node]);
      }
    }
    return against;
  }
}
