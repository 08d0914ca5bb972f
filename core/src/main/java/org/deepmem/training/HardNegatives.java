package org.deepmem.training;

import java.util.Arrays;
import org.deepmem.model.GnnModel;
import org.deepmem.model.NodeScores;
import org.deepmem.model.VoteMask;
import org.deepmem.nn.Elementwise;
import org.deepmem.nn.Workers;

/// Nodes that are not of a live object but are taken for a key node of one, the surest first.
final class HardNegatives {
  /// At most this many of a graph.
  private static final int LIMIT = 15_000;

  private HardNegatives() {}

  static int[] of(GnnModel model, TrainingGraph graph, VoteMask mask, Workers workers) {
    NodeScores scores = model.classify(graph.graph(), mask, workers);
    int[] truth = graph.classOfNode();
    long[] found = new long[1024];
    int count = 0;
    for (int node = 0; node < truth.length; node++) {
      boolean dead = truth[node] == 0 || graph.freed()[node];
      if (dead && scores.classes()[node] != 0) {
        if (count == found.length) {
          found = Arrays.copyOf(found, count * 2);
        }
        // Probabilities are positive: their bits sort as they do.
        long bits =
            Float.floatToRawIntBits(
                scores.probabilities()[node] * Elementwise.logistic(scores.states()[node]));
        found[count++] = (~bits << 32) | node;
      }
    }
    Arrays.sort(found, 0, count);
    int[] nodes = new int[Math.min(count, LIMIT)];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = (int) found[i];
    }
    return nodes;
  }
}
