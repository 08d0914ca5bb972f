package org.deepmem.model;

import java.util.Arrays;
import org.deepmem.graph.Adjacency;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.nn.Elementwise;
import org.deepmem.nn.Kernels;
import org.deepmem.nn.Matrix;
import org.deepmem.nn.Neighbours;
import org.deepmem.nn.Workers;

/// The network over a whole graph. Blocks of rows go through gather, product, sum and activation
/// while they are in the second-level cache; only the hidden layers between rounds are kept whole,
/// at most two of `[nodes × width]`.
final class ForwardPass {
  /// Rows of a block: a multiple of the widest tile's 6.
  private static final int BLOCK = 96;

  private final Kernels kernels;
  private final Workers workers;
  private final Parameters parameters;
  private final ModelConfig config;
  private final MemoryGraph graph;
  private final int nodes;
  private final int width;

  /// `[edge types of the config]`
  private final Neighbours[] neighbours;

  private final Scratch[] scratch;

  /// A thread's arrays for one block.
  private final class Scratch {
    final int[] categories = new int[BLOCK * NodeFeatures.PER_NODE];
    final float[] messages = new float[BLOCK * neighbours.length * width];
    final float[] term = new float[BLOCK * width];
    final float[] hidden = new float[BLOCK * width];
    final int[] groups = new int[BLOCK];
  }

  ForwardPass(Kernels kernels, Workers workers, Parameters parameters, MemoryGraph graph) {
    this.kernels = kernels;
    this.workers = workers;
    this.parameters = parameters;
    this.graph = graph;
    config = parameters.config();
    UnfitGraphException.check(graph, config);
    nodes = graph.nodes();
    width = config.width();
    if ((long) nodes * width > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a graph of %,d nodes is too large for a width of %d; split the dump"
              .formatted(nodes, width));
    }
    EdgeType[] types = config.edgeTypes();
    neighbours = new Neighbours[types.length];
    for (int edge = 0; edge < types.length; edge++) {
      Adjacency edges = graph.edges(types[edge]);
      neighbours[edge] = new Neighbours(edges.offsets(), edges.targets(), config.mean(types[edge]));
    }
    scratch = new Scratch[workers.threads()];
    for (int i = 0; i < scratch.length; i++) {
      scratch[i] = new Scratch();
    }
  }

  /// The best class of every node.
  NodeScores scores(VoteMask mask) {
    ClassPanels panels = ClassPanels.of(parameters, mask);
    ClassPanels.Scratch[] ofThread = new ClassPanels.Scratch[workers.threads()];
    Arrays.setAll(ofThread, _ -> panels.scratch(BLOCK));
    float[] previous = beforeLast();
    NodeScores scores = new NodeScores(new int[nodes], new float[nodes], new float[nodes]);
    eachBlock(
        (from, rows, worker) -> {
          Scratch s = scratch[worker];
          hidden(previous, config.hops() - 1, from, rows, s, s.hidden, 0);
          for (int r = 0; r < rows; r++) {
            s.groups[r] = mask.group(graph, from + r);
          }
          ofThread[worker].score(kernels, s.hidden, s.groups, rows, scores, from);
        });
    return scores;
  }

  /// The last hidden layer, `[nodes × width]`.
  float[] embeddings() {
    float[] previous = beforeLast();
    float[] last = new float[nodes * width];
    eachBlock(
        (from, rows, worker) ->
            hidden(previous, config.hops() - 1, from, rows, scratch[worker], last, from * width));
    return last;
  }

  /// The hidden layer that the last one gathers from; empty when there is one layer only.
  private float[] beforeLast() {
    float[] current = new float[0];
    float[] spare = new float[0];
    for (int layer = 0; layer < config.hops() - 1; layer++) {
      float[] previous = current;
      float[] next = spare.length > 0 ? spare : new float[nodes * width];
      int l = layer;
      eachBlock(
          (from, rows, worker) ->
              hidden(previous, l, from, rows, scratch[worker], next, from * width));
      spare = previous;
      current = next;
    }
    return current;
  }

  /// One block of a hidden layer: `rows` nodes from `from`, written to `out[at ..]`.
  private void hidden(
      float[] previous, int layer, int from, int rows, Scratch s, float[] out, int at) {
    Matrix target = Matrix.of(out, at, width);
    for (int r = 0; r < rows; r++) {
      System.arraycopy(parameters.values(), parameters.biasAt(layer), out, at + r * width, width);
    }
    kernels.addBytes(
        graph.content(),
        from * config.contentWidth(),
        config.contentWidth(),
        config.input().byteScale(),
        config.input().flags(),
        parameters.content(),
        target,
        rows,
        width);
    if (config.input().categories()) {
      for (int r = 0; r < rows; r++) {
        NodeFeatures.write(graph, from + r, s.categories, r * NodeFeatures.PER_NODE);
      }
      kernels.addRows(
          s.categories, 0, NodeFeatures.PER_NODE, parameters.categories(), target, rows, width);
    }
    if (layer > 0) {
      addMessages(previous, layer - 1, from, rows, s, target);
    }
    if (config.activation() == Activation.RELU) {
      Elementwise.relu(out, at, rows * width);
    } else {
      kernels.tanh(out, at, rows * width);
    }
  }

  private void addMessages(
      float[] previous, int round, int from, int rows, Scratch s, Matrix target) {
    Matrix source = Matrix.of(previous, 0, width);
    int stacked = neighbours.length * width;
    for (int edge = 0; edge < neighbours.length; edge++) {
      Matrix out = Matrix.of(s.messages, edge * width, stacked);
      kernels.gather(neighbours[edge], from, source, out, rows, width, false);
    }
    if (!config.rectifiedEdges()) {
      Matrix all = Matrix.of(s.messages, 0, stacked);
      kernels.multiplyAdd(all, parameters.messages(round), target, rows, stacked, width);
      return;
    }
    for (int edge = 0; edge < neighbours.length; edge++) {
      Matrix message = Matrix.of(s.messages, edge * width, stacked);
      Matrix term = Matrix.of(s.term, 0, width);
      Arrays.fill(s.term, 0, rows * width, 0f);
      kernels.multiplyAdd(message, parameters.message(round, edge), term, rows, width, width);
      Elementwise.relu(s.term, 0, rows * width);
      Elementwise.add(s.term, 0, target.values(), target.at(), rows * width);
    }
  }

  private interface Block {
    void run(int from, int rows, int worker);
  }

  private void eachBlock(Block block) {
    int blocks = (nodes + BLOCK - 1) / BLOCK;
    workers.run(
        blocks, (b, worker) -> block.run(b * BLOCK, Math.min(BLOCK, nodes - b * BLOCK), worker));
  }
}
