package org.deepmem.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.label.KeyNode;
import org.deepmem.nn.SeededRandom;

/// Draws the nodes that a round of training learns from. A round depends on the seed, its number
/// and the hard negatives only, so that a resumed training draws the same.
final class Sampler {
  private final List<TrainingGraph> graphs;
  private final TrainingOptions options;
  private final int classes;
  private final int[] typeOf;

  /// For each graph and type the nodes of the type's key nodes.
  private final List<List<int[]>> positives = new ArrayList<>();

  /// For each graph and type the share of them that a round draws.
  private final float[][] shares;

  private final int[][] classCounts;

  /// For each graph the nodes that an earlier model took for key nodes.
  private final int[][] hard;

  Sampler(List<TrainingGraph> graphs, List<KeyNode> keyNodes, TrainingOptions options) {
    this.graphs = graphs;
    this.options = options;
    classes = keyNodes.size() + 1;
    typeOf = types(keyNodes);
    int types = Arrays.stream(typeOf).max().orElse(0) + 1;
    shares = new float[graphs.size()][types];
    classCounts = new int[graphs.size()][classes];
    hard = new int[graphs.size()][0];
    for (int g = 0; g < graphs.size(); g++) {
      count(graphs.get(g), classCounts[g]);
      positives.add(byType(graphs.get(g), typeOf, types));
      int[] most = new int[types];
      for (int c = 1; c < classes; c++) {
        most[typeOf[c]] = Math.max(most[typeOf[c]], classCounts[g][c]);
      }
      for (int t = 0; t < types; t++) {
        shares[g][t] = most[t] == 0 ? 0 : Math.min(1f, (float) options.objects() / most[t]);
      }
    }
  }

  /// The nodes that are now added to every round.
  void hard(int[][] nodes) {
    System.arraycopy(nodes, 0, hard, 0, hard.length);
  }

  int[][] hard() {
    return hard;
  }

  /// The minibatches of a round, in order.
  List<MinibatchPlan> round(int round) {
    List<MinibatchPlan> plans = new ArrayList<>();
    for (int g = 0; g < graphs.size(); g++) {
      int[] nodes = draw(g, SeededRandom.of(options.seed(), 1, round, g));
      int batches = Math.max(1, Math.round((float) nodes.length / options.seeds()));
      for (int b = 0; b < batches; b++) {
        int from = (int) ((long) nodes.length * b / batches);
        int to = (int) ((long) nodes.length * (b + 1) / batches);
        if (to > from) {
          plans.add(new MinibatchPlan(g, Arrays.copyOfRange(nodes, from, to)));
        }
      }
    }
    SeededRandom order = SeededRandom.of(options.seed(), 2, round);
    for (int i = plans.size() - 1; i > 0; i--) {
      java.util.Collections.swap(plans, i, order.nextInt(i + 1));
    }
    return plans;
  }

  /// A row's weight by its class: 1/√(expected members of the class in a round), class 0 times 3.
  float[] classWeights(int columns) {
    double[] expected = new double[classes];
    for (int g = 0; g < graphs.size(); g++) {
      expected[0] += options.negatives() + hard[g].length;
      for (int c = 1; c < classes; c++) {
        expected[c] += (double) shares[g][typeOf[c]] * classCounts[g][c];
      }
    }
    float[] weights = new float[columns];
    for (int c = 0; c < classes; c++) {
      weights[c] = (float) ((c == 0 ? 3 : 1) / StrictMath.sqrt(Math.max(expected[c], 1)));
    }
    return weights;
  }

  private int[] draw(int g, SeededRandom random) {
    TrainingGraph graph = graphs.get(g);
    Selection chosen = new Selection(graph.graph().nodes());
    for (int t = 0; t < shares[g].length; t++) {
      int[] all = positives.get(g).get(t).clone();
      int wanted = (int) Math.ceil(all.length * (double) shares[g][t]);
      for (int i = 0; i < wanted; i++) {
        int j = i + random.nextInt(all.length - i);
        int node = all[j];
        all[j] = all[i];
        chosen.add(node);
      }
    }
    for (int node : hard[g]) {
      chosen.add(node);
    }
    int nodes = graph.graph().nodes();
    int negatives = Math.min(options.negatives(), classCounts[g][0] / 2);
    for (int drawn = 0; drawn < negatives; ) {
      int node = random.nextInt(nodes);
      if (graph.classOfNode()[node] == 0) {
        chosen.add(node);
        drawn++;
      }
    }
    int[] result = chosen.nodes();
    random.shuffle(result, 0, result.length);
    return result;
  }

  private static void count(TrainingGraph graph, int[] counts) {
    for (int c : graph.classOfNode()) {
      if (c != TrainingGraph.UNKNOWN) {
        counts[c]++;
      }
    }
  }

  private static List<int[]> byType(TrainingGraph graph, int[] typeOf, int types) {
    int[] counts = new int[types];
    for (int c : graph.classOfNode()) {
      if (c > 0) {
        counts[typeOf[c]]++;
      }
    }
    List<int[]> nodes = new ArrayList<>();
    for (int t = 0; t < types; t++) {
      nodes.add(new int[counts[t]]);
    }
    Arrays.fill(counts, 0);
    for (int node = 0; node < graph.classOfNode().length; node++) {
      int c = graph.classOfNode()[node];
      if (c > 0) {
        nodes.get(typeOf[c])[counts[typeOf[c]]++] = node;
      }
    }
    return nodes;
  }

  private static int[] types(List<KeyNode> keyNodes) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] typeOf = new int[keyNodes.size() + 1];
    for (int k = 0; k < keyNodes.size(); k++) {
      typeOf[k + 1] = numbers.computeIfAbsent(keyNodes.get(k).type(), _ -> numbers.size());
    }
    return typeOf;
  }

  /// Nodes in the order in which they were first added.
  private static final class Selection {
    private final java.util.BitSet members;
    private int[] order = new int[1024];
    private int count;

    Selection(int nodes) {
      members = new java.util.BitSet(nodes);
    }

    void add(int node) {
      if (!members.get(node)) {
        members.set(node);
        if (count == order.length) {
          order = Arrays.copyOf(order, count * 2);
        }
        order[count++] = node;
      }
    }

    int[] nodes() {
      return Arrays.copyOf(order, count);
    }
  }
}
