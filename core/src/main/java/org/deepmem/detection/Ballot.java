package org.deepmem.detection;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.NodeScores;

/// The votes for and against one object.
///
/// @param votes of the nodes for it, in the order of the nodes
/// @param against it, in the same order: see [Dissent]
public record Ballot(List<Voice> votes, List<Voice> against) {
  /// What one node says.
  ///
  /// @param node its index in the graph
  /// @param keyNode index of the key node that it votes as; of a node against, that it would be
  /// @param evidence 0 or more, in nats
  public record Voice(int node, int keyNode, float evidence) {}

  public Ballot {
    votes = List.copyOf(votes);
    against = List.copyOf(against);
  }

  /// The nodes that vote for an object, each once. They lie no further from its start than its key
  /// nodes do.
  static List<Voice> votesFor(
      String type, long address, KeyNodes keyNodes, MemoryGraph graph, NodeScores scores) {
    long lowest = Long.MAX_VALUE;
    long highest = Long.MIN_VALUE;
    for (KeyNode keyNode : keyNodes) {
      if (keyNode.type().equals(type)) {
        long start = keyNode.offset() - (keyNode.window() == Window.HEAD ? 0L : graph.cut());
        lowest = Math.min(lowest, start);
        highest = Math.max(highest, start);
      }
    }
    List<Voice> votes = new ArrayList<>();
    if (lowest > highest) {
      return votes;
    }
    for (int node = graph.firstFrom(address + lowest);
        node < graph.nodes() && graph.addresses()[node] <= address + highest;
        node++) {
      if (isFor(type, address, node, keyNodes, graph, scores)) {
        float evidence = VoteCount.evidence(scores.probabilities()[node]);
        votes.add(new Voice(node, scores.classes()[node] - 1, evidence));
      }
    }
    return votes;
  }

  /// Whether a node votes for an object, as whichever of its key nodes.
  static boolean isFor(
      String type,
      long address,
      int node,
      KeyNodes keyNodes,
      MemoryGraph graph,
      NodeScores scores) {
    int voted = scores.classes()[node];
    return voted != 0
        && keyNodes.get(voted - 1).type().equals(type)
        && VoteCount.votedAddress(graph, node, keyNodes.get(voted - 1)) == address;
  }
}
