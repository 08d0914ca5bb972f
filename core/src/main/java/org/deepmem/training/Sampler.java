package org.deepmem.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.label.KeyNode;
import org.deepmem.nn.SeededRandom;

/// Draws the nodes that a round of training learns from. A round depends on the seed, its number
/// and the hard nodes only, so that a resumed training draws the same.
final class Sampler {
  private final List<TrainingGraph> graphs;
  private final TrainingOptions options;
  private final int classes;

  /// `[classes]`: number of the class's type, from 0.
  private final int[] typeOf;

  private final int types;

  /// For each graph and pool the key nodes in it. A type has two pools: its live objects', and
  /// after those of all types its freed ones'.
  private final List<List<int[]>> positives = new ArrayList<>();

  /// For each graph and pool the share of them that a round draws.
  private final float[][] shares;

  /// For each graph the nodes of each class, first those of live objects and of none, then those of
  /// freed ones.
  private final int[][] counts;

  /// For each graph the nodes that an earlier model erred about.
  private final int[][] hard;

  Sampler(List<TrainingGraph> graphs, List<KeyNode> keyNodes, TrainingOptions options) {
    this.graphs = graphs;
    this.options = options;
    classes = keyNodes.size() + 1;
    typeOf = types(keyNodes);
    types = Arrays.stream(typeOf).max().orElse(0) + 1;
    shares = new float[graphs.size()][2 * types];
    counts = new int[graphs.size()][2 * classes];
    hard = new int[graphs.size()][0];
    for (int g = 0; g < graphs.size(); g++) {
      count(graphs.get(g), counts[g]);
      positives.add(pools(graphs.get(g)));
      int[] most = new int[2 * types];
      for (int c = 1; c < classes; c++) {
        int live = typeOf[c];
        int freed = types + typeOf[c];
        most[live] = Math.max(most[live], counts[g][c]);
        most[freed] = Math.max(most[freed], counts[g][classes + c]);
      }
      for (int p = 0; p < most.length; p++) {
        shares[g][p] = most[p] == 0 ? 0 : Math.min(1f, (float) options.objects() / most[p]);
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
      expected[0] += options.negatives();
      for (int node : hard[g]) {
        expected[graphs.get(g).classOfNode()[node]]++;
      }
      for (int c = 1; c < classes; c++) {
        expected[c] += (double) shares[g][typeOf[c]] * counts[g][c];
        expected[c] += (double) shares[g][types + typeOf[c]] * counts[g][classes + c];
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
    for (int p = 0; p < shares[g].length; p++) {
      int[] all = positives.get(g).get(p).clone();
      int wanted = (int) Math.ceil(all.length * (double) shares[g][p]);
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
    int negatives = Math.min(options.negatives(), counts[g][0] / 2);
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

  private void count(TrainingGraph graph, int[] counts) {
    for (int node = 0; node < graph.freed().length; node++) {
      int c = graph.classOfNode()[node];
      if (c != TrainingGraph.UNKNOWN) {
        counts[graph.freed()[node] ? classes + c : c]++;
      }
    }
  }

  private List<int[]> pools(TrainingGraph graph) {
    int nodes = graph.freed().length;
    int[] sizes = new int[2 * types];
    for (int node = 0; node < nodes; node++) {
      if (graph.classOfNode()[node] > 0) {
        sizes[pool(graph, node)]++;
      }
    }
    List<int[]> pools = new ArrayList<>();
    for (int size : sizes) {
      pools.add(new int[size]);
    }
    Arrays.fill(sizes, 0);
    for (int node = 0; node < nodes; node++) {
      if (graph.classOfNode()[node] > 0) {
        int pool = pool(graph, node);
        pools.get(pool)[sizes[pool]++] = node;
      }
    }
    return pools;
  }

  private int pool(TrainingGraph graph, int node) {
    return typeOf[graph.classOfNode()[node]] + (graph.freed()[node] ? types : 0);
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
