package org.deepmem.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;

/// For each key node the share of the nodes that lie where objects have it that vote for these
/// objects.
///
/// In a kernel that a model never saw many nodes don't know themselves, and that one of them takes
/// itself for something else tells little. At a turnout of t an object's node is silent with
/// probability 1 - t, so that its silence can't weigh more than -ln(1 - t) against the object.
///
/// @param shares by key node, from 0 to 1; nobody asks of a key node that weighs nothing
record Turnout(List<Double> shares) {
  /// An object is where so many other key nodes are voted for; one where there are few such, as in
  /// types with two key nodes.
  private static final int OTHERS = 2;

  /// So many objects tell a turnout.
  private static final int ENOUGH = 20;

  static Turnout of(StartVotes votes, MemoryGraph graph) {
    KeyNodes layout = votes.layout();
    Map<String, List<Integer>> keysOf = new HashMap<>();
    for (int key = 0; key < layout.size(); key++) {
      if (layout.get(key).weight() > 0) {
        keysOf.computeIfAbsent(layout.get(key).type(), _ -> new ArrayList<>()).add(key);
      }
    }
    Count one = new Count(layout.size());
    Count many = new Count(layout.size());
    for (StartVotes.Start start : votes.starts()) {
      for (int key : keysOf.getOrDefault(start.type(), List.of())) {
        boolean voted = start.keys().contains(key);
        // Whether a node's own vote counts for the object decides nothing about its turnout.
        int others = start.keys().size() - (voted ? 1 : 0);
        if (others > 0 && (voted || hasNode(graph, layout.get(key), start.address()))) {
          one.add(key, voted);
          if (others >= OTHERS) {
            many.add(key, voted);
          }
        }
      }
    }
    List<Double> shares = new ArrayList<>();
    for (int key = 0; key < layout.size(); key++) {
      shares.add((many.nodes[key] >= ENOUGH ? many : one).share(key));
    }
    return new Turnout(shares);
  }

  private static boolean hasNode(MemoryGraph graph, KeyNode key, long start) {
    long place = start + key.offset();
    for (int node = graph.firstFrom(place - graph.cut());
        node < graph.nodes() && graph.addresses()[node] <= place;
        node++) {
      if (graph.place(node) == place && graph.window(node) == key.window()) {
        return true;
      }
    }
    return false;
  }

  private record Count(int[] nodes, int[] voters) {
    Count(int keys) {
      this(new int[keys], new int[keys]);
    }

    void add(int key, boolean voted) {
      nodes[key]++;
      voters[key] += voted ? 1 : 0;
    }

    /// By the rule of succession: of none it is a half.
    double share(int key) {
      return (voters[key] + 1.0) / (nodes[key] + 2.0);
    }
  }

  /// The most that a node's silence weighs against an object, by the key node that it would be.
  float[] mostAgainst() {
    float[] most = new float[shares.size()];
    for (int key = 0; key < most.length; key++) {
      most[key] = VoteCount.evidence(shares.get(key).floatValue());
    }
    return most;
  }

  /// Nothing bounds it in a kernel that the model knows.
  static float[] unbounded(int keys) {
    float[] most = new float[keys];
    Arrays.fill(most, Float.POSITIVE_INFINITY);
    return most;
  }
}
