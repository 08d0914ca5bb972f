package org.deepmem.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.NodeMemory;
import org.deepmem.nn.Elementwise;
import org.deepmem.nn.Kernels;
import org.deepmem.nn.Matrix;
import org.deepmem.nn.Neighbours;
import org.deepmem.nn.Workers;

/// The network over a graph. Blocks of rows go through gather, product, sum and activation while
/// they are in the second-level cache; only the hidden layers between rounds are kept whole, at
/// most two of `[nodes × width]`. A graph of which that is too much is gone through in stretches.
final class ForwardPass {
  /// Rows of a block: a multiple of the widest tile's 6.
  private static final int BLOCK = 96;

  /// Nodes that are held at once where that costs little.
  private static final int FEW = 1 << 17;

  /// Rows with messages that may be computed to get by with few, over those without any twice.
  private static final double OVERHEAD = 1.3;

  /// Places where that is tried.
  private static final int TRIALS = 8;

  private final Kernels kernels;
  private final Workers workers;
  private final Parameters parameters;
  private final ModelConfig config;
  private final MemoryGraph graph;
  private final int nodes;
  private final int width;
  private final int edgeTypes;
  private final Scratch[] scratch;

  /// Two layers, kept for the next stretch: memory that was never touched is slow.
  private float[] latest = new float[0];

  private float[] other = new float[0];

  /// A thread's arrays for one block.
  private final class Scratch {
    final int[] categories = new int[BLOCK * NodeFeatures.PER_NODE];
    final byte[] content = new byte[BLOCK * config.contentWidth()];
    final NodeMemory.Reader memory = graph.memory().reader();
    final float[] messages = new float[BLOCK * edgeTypes * width];
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
    edgeTypes = config.edges().size();
    scratch = new Scratch[workers.threads()];
    for (int i = 0; i < scratch.length; i++) {
      scratch[i] = new Scratch();
    }
  }

  /// The best class of every node.
  ///
  /// @param most nodes of which hidden layers are held at a time, or a few more; the result doesn't
  ///   depend on it
  NodeScores scores(VoteMask mask, int most) {
    ClassPanels panels = ClassPanels.of(parameters, mask);
    ClassPanels.Scratch[] ofThread = new ClassPanels.Scratch[workers.threads()];
    Arrays.setAll(ofThread, _ -> panels.scratch(BLOCK));
    NodeScores scores = new NodeScores(new int[nodes], new float[nodes], new float[nodes]);
    int last = config.hops() - 1;
    eachStretch(
        most,
        (first, stretch) -> {
          float[] previous = beforeLast(stretch);
          eachBlock(
              stretch.size(last),
              (from, rows, worker) -> {
                Scratch s = scratch[worker];
                hidden(stretch, previous, last, from, rows, s, s.hidden, 0);
                for (int r = 0; r < rows; r++) {
                  s.groups[r] = mask.group(graph, first + from + r);
                }
                ofThread[worker].score(kernels, s.hidden, s.groups, rows, scores, first + from);
              });
        });
    return scores;
  }

  /// The last hidden layer, `[nodes × width]`.
  float[] embeddings() {
    Stretch whole = Stretch.whole(graph, config);
    float[] previous = beforeLast(whole);
    float[] last = new float[Math.multiplyExact(nodes, width)];
    int layer = config.hops() - 1;
    eachBlock(
        nodes,
        (from, rows, worker) ->
            hidden(whole, previous, layer, from, rows, scratch[worker], last, from * width));
    return last;
  }

  private interface StretchWork {
    /// @param first node of the stretch
    void run(int first, Stretch stretch);
  }

  /// Goes through all nodes, or through as many at once as are allowed with what they need around
  /// them; few at once, where they lie so that few are computed twice, since memory that was never
  /// touched is slow.
  private void eachStretch(int most, StretchWork work) {
    int few = Math.min(most, FEW);
    boolean near = nodes > few && overhead(few / 2 + 1) < OVERHEAD;
    if (nodes <= most && !near) {
      work.run(0, Stretch.whole(graph, config));
      return;
    }
    int atOnce = near ? few : most;
    int size = Math.max(1, atOnce / 2);
    for (int from = 0; from < nodes; ) {
      int to = from + Math.min(size, nodes - from);
      Stretch stretch = Stretch.of(graph, config, from, to);
      if (stretch.largest() > atOnce && size > 1) {
        size /= 2;
        continue;
      }
      work.run(from, stretch);
      from = to;
      if (stretch.largest() < atOnce / 3) {
        size *= 2;
      }
    }
  }

  /// [Stretch#overhead] of stretches of so many nodes, as tried in a few places.
  private double overhead(int size) {
    return IntStream.rangeClosed(1, TRIALS)
        .parallel()
        .map(trial -> (int) ((long) (nodes - size) * trial / (TRIALS + 1)))
        .mapToObj(from -> Stretch.of(graph, config, from, from + size))
        .mapToDouble(Stretch::overhead)
        .average()
        .orElseThrow();
  }

  /// The hidden layer that the last one gathers from; empty when there is one layer only.
  /// Overwritten by the next call.
  private float[] beforeLast(Stretch stretch) {
    for (int layer = 0; layer < config.hops() - 1; layer++) {
      float[] previous = latest;
      float[] next = roomFor(stretch.size(layer), other);
      int l = layer;
      eachBlock(
          stretch.size(layer),
          (from, rows, worker) ->
              hidden(stretch, previous, l, from, rows, scratch[worker], next, from * width));
      other = previous;
      latest = next;
    }
    return latest;
  }

  private float[] roomFor(int rows, float[] there) {
    int size = Math.multiplyExact(rows, width);
    return there.length >= size ? there : new float[size];
  }

  /// One block of a hidden layer: `rows` nodes from `from`, written to `out[at ..]`.
  private void hidden(
      Stretch stretch,
      float[] previous,
      int layer,
      int from,
      int rows,
      Scratch s,
      float[] out,
      int at) {
    Matrix target = Matrix.of(out, at, width);
    int bytes = config.contentWidth();
    for (int r = 0; r < rows; r++) {
      int node = stretch.node(layer, from + r);
      System.arraycopy(parameters.values(), parameters.biasAt(layer), out, at + r * width, width);
      s.memory.read(node, s.content, r * bytes);
      if (config.input().categories()) {
        NodeFeatures.write(graph, node, s.categories, r * NodeFeatures.PER_NODE);
      }
    }
    kernels.addBytes(
        s.content,
        0,
        bytes,
        config.input().byteScale(),
        config.input().flags(),
        parameters.content(),
        target,
        rows,
        width);
    if (config.input().categories()) {
      kernels.addRows(
          s.categories, 0, NodeFeatures.PER_NODE, parameters.categories(), target, rows, width);
    }
    if (layer > 0) {
      addMessages(stretch.neighbours(layer), previous, layer - 1, from, rows, s, target);
    }
    if (config.activation() == Activation.RELU) {
      Elementwise.relu(out, at, rows * width);
    } else {
      kernels.tanh(out, at, rows * width);
    }
  }

  private void addMessages(
      Neighbours[] neighbours,
      float[] previous,
      int round,
      int from,
      int rows,
      Scratch s,
      Matrix target) {
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

  private void eachBlock(int size, Block block) {
    int blocks = (size + BLOCK - 1) / BLOCK;
    workers.run(
        blocks, (b, worker) -> block.run(b * BLOCK, Math.min(BLOCK, size - b * BLOCK), worker));
  }
}
