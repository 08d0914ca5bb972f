package org.deepmem.training;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.graph.Adjacency;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.model.VoteMask;
import org.deepmem.nn.SeededRandom;

/// The paper's batches: each a whole dump drawn at random, of which the nodes nearest to labelled
/// ones are kept. Key nodes count as often as makes each class about as large as the other nodes
/// divided by (classes + 4).
final class WholeDumpSource implements BatchSource {
  private final List<TrainingGraph> graphs;
  private final TrainingOptions options;
  private final NeighbourhoodBuilder builder;
  private final int classes;
  private final int columns;
  private final Map<Integer, Batch> made = new HashMap<>();

  WholeDumpSource(
      List<TrainingGraph> graphs,
      TrainingOptions options,
      VoteMask mask,
      int classes,
      int columns) {
    this.graphs = graphs;
    this.options = options;
    this.classes = classes;
    this.columns = columns;
    int largest = graphs.stream().mapToInt(g -> g.graph().nodes()).max().orElse(0);
    builder = new NeighbourhoodBuilder(options.config(), mask, Robustness.NONE, largest);
  }

  @Override
  public int batches(int round) {
    return 1;
  }

  @Override
  public Batch batch(int round, int index) {
    int graph = SeededRandom.of(options.seed(), 4, round).nextInt(graphs.size());
    return made.computeIfAbsent(graph, g -> make(graphs.get(g)));
  }

  @Override
  public void hard(int[][] nodes) {
    throw new IllegalStateException("whole dumps have all their negatives");
  }

  @Override
  public int[][] hard() {
    return new int[graphs.size()][0];
  }

  private Batch make(TrainingGraph graph) {
    Neighbourhood nodes = builder.of(graph, nearest(graph));
    int[] counts = new int[classes];
    for (int c : nodes.classes()) {
      counts[c]++;
    }
    float[] weights = new float[columns];
    weights[0] = 1;
    for (int c = 1; c < classes; c++) {
      weights[c] =
          Math.max(1, Math.round((float) counts[0] / (classes + 4) / Math.max(1, counts[c])));
    }
    return new Batch(nodes, weights, 1f);
  }

  /// Labelled nodes, then those one edge away and so on until `hops` edges or the limit, in address
  /// order.
  private int[] nearest(TrainingGraph training) {
    MemoryGraph graph = training.graph();
    BitSet chosen = new BitSet(graph.nodes());
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    int[] distance = new int[graph.nodes()];
    for (int node = 0; node < graph.nodes(); node++) {
      if (training.classOfNode()[node] != 0) {
        chosen.set(node);
        queue.add(node);
      }
    }
    int count = queue.size();
    while (!queue.isEmpty() && count < options.seeds()) {
      int node = queue.remove();
      if (distance[node] == options.config().hops()) {
        break;
      }
      for (EdgeType type : EdgeType.PAPER) {
        Adjacency edges = graph.edges(type);
        for (int p = edges.offsets()[node]; p < edges.offsets()[node + 1]; p++) {
          int next = edges.targets()[p];
          if (!chosen.get(next) && count < options.seeds()) {
            chosen.set(next);
            distance[next] = distance[node] + 1;
            queue.add(next);
            count++;
          }
        }
      }
    }
    return Arrays.copyOf(chosen.stream().toArray(), count);
  }
}
