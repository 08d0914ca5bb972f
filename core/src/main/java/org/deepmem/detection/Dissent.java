package org.deepmem.detection;

import org.deepmem.graph.MemoryGraph;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.NodeScores;

/// What speaks against an object: nodes that lie where it has key nodes, but take themselves for
/// something else.
final class Dissent {
  private final KeyNodes keyNodes;
  private final MemoryGraph graph;
  private final NodeScores scores;
  private final float[] most;

  /// @param most that a node weighs against an object, by the key node that it would be there
  Dissent(KeyNodes keyNodes, MemoryGraph graph, NodeScores scores, float[] most) {
    this.keyNodes = keyNodes;
    this.graph = graph;
    this.scores = scores;
    this.most = most;
  }

  /// Hears of nodes that speak against an object.
  @FunctionalInterface
  interface Listener {
    /// @param expected index of the key node that the node would be there
    void dissents(int node, int expected, float evidence);
  }

  /// The evidence of the dissenting nodes, 0 or more.
  ///
  /// @param address where the object would be
  /// @param size bytes of an object of this type
  float against(String type, long address, int size) {
    float[] against = {0};
    forEach(type, address, size, (_, _, evidence) -> against[0] += evidence);
    return against[0];
  }

  /// Tells of the dissenting nodes, in the order of the nodes.
  void forEach(String type, long address, int size, Listener listener) {
    long[] addresses = graph.addresses();
    for (int node = graph.firstFrom(address - graph.cut() + 1);
        node < addresses.length && addresses[node] < address + size;
        node++) {
      int expected = keyNodes.classIn(graph, node, type, address);
      if (expected != 0
          && keyNodes.get(expected - 1).weight() > 0
          && !Ballot.isFor(type, address, node, keyNodes, graph, scores)
          && !isInAnother(node, address)) {
        float sure = VoteCount.evidence(scores.probabilities()[node]);
        listener.dissents(node, expected - 1, Math.min(most[expected - 1], sure));
      }
    }
  }

  /// Whether a node that runs into the object takes itself for a part of the one in which it
  /// starts.
  private boolean isInAnother(int node, long address) {
    int voted = scores.classes()[node];
    return graph.addresses()[node] < address && voted != 0 && keyNodes.get(voted - 1).offset() >= 0;
  }
}
