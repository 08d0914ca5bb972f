package org.deepmem.training;

import java.util.Arrays;
import java.util.List;
import org.deepmem.label.KeyNode;
import org.deepmem.model.GnnModel;
import org.deepmem.model.NodeScores;
import org.deepmem.model.VoteMask;
import org.deepmem.nn.Elementwise;
import org.deepmem.nn.Workers;

/// Nodes that a model errs about: those not of a live object that it takes for a key node of one,
/// and those of live objects that don't vote for theirs.
final class HardNodes {
  /// At most this many of a graph are false positives.
  private static final int FALSE = 15_000;

  /// At most this many of a graph are misses.
  private static final int MISSED = 5_000;

  private final GnnModel model;
  private final TrainingGraph graph;
  private final NodeScores scores;

  private HardNodes(GnnModel model, TrainingGraph graph, NodeScores scores) {
    this.model = model;
    this.graph = graph;
    this.scores = scores;
  }

  /// The hard nodes of a graph, each once: false positives, the surest first, then misses.
  static int[] of(GnnModel model, TrainingGraph graph, VoteMask mask, Workers workers) {
    HardNodes hard = new HardNodes(model, graph, model.classify(graph.graph(), mask, workers));
    int[] positives = hard.falsePositives();
    int[] missed = hard.missed();
    int[] nodes = Arrays.copyOf(positives, positives.length + missed.length);
    System.arraycopy(missed, 0, nodes, positives.length, missed.length);
    return nodes;
  }

  private int[] falsePositives() {
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
    int[] nodes = new int[Math.min(count, FALSE)];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = (int) found[i];
    }
    return nodes;
  }

  /// An even share of the misses where there are too many: the surest ones are those that look like
  /// nothing at all.
  private int[] missed() {
    int[] truth = graph.classOfNode();
    int[] found = new int[truth.length];
    int count = 0;
    for (int node = 0; node < truth.length; node++) {
      if (truth[node] > 0 && !graph.freed()[node] && isMissed(node)) {
        found[count++] = node;
      }
    }
    int[] nodes = new int[Math.min(count, MISSED)];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = found[(int) ((long) i * count / nodes.length)];
    }
    return nodes;
  }

  /// Whether a key node votes for nothing or for another object than its own.
  private boolean isMissed(int node) {
    int voted = scores.classes()[node];
    if (voted == 0) {
      return true;
    }
    List<KeyNode> keyNodes = model.keyNodes();
    KeyNode wanted = keyNodes.get(graph.classOfNode()[node] - 1);
    KeyNode taken = keyNodes.get(voted - 1);
    return taken.offset() != wanted.offset() || !taken.type().equals(wanted.type());
  }
}
