package org.deepmem.training;

import java.util.Arrays;
import org.deepmem.graph.EdgeType;
import org.deepmem.model.Activation;
import org.deepmem.model.ModelConfig;
import org.deepmem.model.NodeFeatures;
import org.deepmem.model.Parameters;
import org.deepmem.nn.ColumnMasks;
import org.deepmem.nn.Elementwise;
import org.deepmem.nn.Kernels;
import org.deepmem.nn.Matrix;
import org.deepmem.nn.SeededRandom;

/// The forward half of a [GradientPass]: like inference, but all that the backward half needs is
/// kept, and elements are dropped.
final class ForwardStep {
  /// Weight of a freed object's state: lower than a live one's, so that what was disturbed rather
  /// counts as live.
  private static final float FREED_WEIGHT = 0.25f;

  private final Kernels kernels;
  private final RowBlocks blocks;
  private final TrainingOptions options;
  private final ModelConfig config;
  private final int width;
  private final EdgeType[] types;

  /// Columns of what a node gathers: the edge types' messages side by side.
  private final int stacked;

  private final ColumnMasks masks;
  private final Activations a;
  private final float[][] terms;

  ForwardStep(
      Kernels kernels,
      RowBlocks blocks,
      TrainingOptions options,
      ColumnMasks masks,
      Activations a) {
    this.kernels = kernels;
    this.blocks = blocks;
    this.options = options;
    this.masks = masks;
    this.a = a;
    config = options.config();
    width = config.width();
    types = config.edgeTypes();
    stacked = types.length * width;
    terms = new float[blocks.workers().threads()][RowBlocks.BLOCK * width];
  }

  /// Bytes and categories of every node, and the first layer.
  void own(Parameters p, Neighbourhood batch, long seed) {
    blocks.each(
        batch.nodes(),
        (from, rows, _) -> {
          Matrix own = Matrix.of(a.own, from * width, width);
          Arrays.fill(a.own, from * width, (from + rows) * width, 0f);
          kernels.addBytes(
              batch.content(),
              from * config.contentWidth(),
              config.contentWidth(),
              config.input().byteScale(),
              config.input().flags(),
              p.content(),
              own,
              rows,
              width);
          if (config.input().categories()) {
            int per = NodeFeatures.PER_NODE;
            kernels.addRows(batch.categories(), from * per, per, p.categories(), own, rows, width);
          }
          startLayer(p, 0, from, rows);
          finishLayer(0, from, rows, seed);
        });
  }

  /// A later layer.
  void hidden(Parameters p, Neighbourhood batch, int layer, long seed) {
    Matrix previous = Matrix.of(a.hidden[layer - 1], 0, width);
    float[] messages = a.messages[layer - 1];
    blocks.each(
        batch.rows(config, layer),
        (from, rows, worker) -> {
          startLayer(p, layer, from, rows);
          for (int edge = 0; edge < types.length; edge++) {
            Matrix out = message(messages, from, edge);
            kernels.gather(batch.edges()[edge], from, previous, out, rows, width, false);
          }
          Matrix out = Matrix.of(a.hidden[layer], from * width, width);
          if (config.rectifiedEdges()) {
            for (int edge = 0; edge < types.length; edge++) {
              term(p, messages, layer, edge, from, rows, seed, terms[worker]);
              Elementwise.add(terms[worker], 0, out.values(), out.at(), rows * width);
            }
          } else {
            Matrix all = Matrix.of(messages, from * stacked, stacked);
            kernels.multiplyAdd(all, p.messages(layer - 1), out, rows, stacked, width);
          }
          finishLayer(layer, from, rows, seed);
        });
  }

  /// The rectified term of one edge type, after dropout.
  void term(
      Parameters p,
      float[] messages,
      int layer,
      int edge,
      int from,
      int rows,
      long seed,
      float[] out) {
    Arrays.fill(out, 0, rows * width, 0f);
    Matrix term = Matrix.of(out, 0, width);
    Matrix weights = p.message(layer - 1, edge);
    kernels.multiplyAdd(message(messages, from, edge), weights, term, rows, width, width);
    Elementwise.relu(out, 0, rows * width);
    long termSeed = SeededRandom.mix(seed + layer * 16L + types[edge].ordinal() + 1);
    kernels.dropout(term, rows, width, from, options.edgeKeep(), termSeed);
  }

  private void startLayer(Parameters p, int layer, int from, int rows) {
    Matrix own = Matrix.of(a.own, from * width, width);
    Matrix out = Matrix.of(a.hidden[layer], from * width, width);
    kernels.addToRows(p.values(), p.biasAt(layer), own, out, rows, width);
  }

  private void finishLayer(int layer, int from, int rows, long seed) {
    float[] out = a.hidden[layer];
    if (config.activation() == Activation.RELU) {
      Elementwise.relu(out, from * width, rows * width);
    } else {
      kernels.tanh(out, from * width, rows * width);
    }
    kernels.dropout(
        Matrix.of(out, from * width, width),
        rows,
        width,
        from,
        options.hiddenKeep(),
        SeededRandom.mix(seed + layer * 16L));
  }

  /// The loss; leaves the gradient by the scores in their place.
  double scores(Parameters p, Neighbourhood batch, float[] weights, float scale, long seed) {
    int seeds = batch.counts()[0];
    int columns = p.columns();
    double[] losses = new double[RowBlocks.count(seeds)];
    blocks.each(
        seeds,
        (from, rows, _) -> {
          for (int r = from; r < from + rows; r++) {
            System.arraycopy(p.values(), p.classBiasesAt(), a.scores, r * columns, columns);
          }
          Matrix scores = Matrix.of(a.scores, from * columns, columns);
          Matrix last = Matrix.of(a.hidden[config.hops() - 1], from * width, width);
          kernels.multiplyAdd(last, p.classWeights(), scores, rows, width, columns);
          kernels.dropout(scores, rows, columns, from, options.scoreKeep(), seed);
          float[] states = new float[rows];
          if (config.states()) {
            takeStates(scores, p.stateColumn(), rows, states);
          }
          double loss =
              kernels.crossEntropy(
                  scores, masks, batch.groups(), batch.classes(), from, weights, scale, rows);
          if (config.states()) {
            loss += stateLoss(batch, weights, scale, from, states);
            putStates(scores, p.stateColumn(), rows, states);
          }
          losses[from / RowBlocks.BLOCK] = loss;
          kernels.dropout(scores, rows, columns, from, options.scoreKeep(), seed);
        });
    double loss = 0;
    for (double l : losses) {
      loss += l;
    }
    return loss;
  }

  private static void takeStates(Matrix scores, int column, int rows, float[] states) {
    for (int r = 0; r < rows; r++) {
      states[r] = scores.values()[scores.at() + r * scores.rowStride() + column];
    }
  }

  private static void putStates(Matrix scores, int column, int rows, float[] states) {
    for (int r = 0; r < rows; r++) {
      scores.values()[scores.at() + r * scores.rowStride() + column] = states[r];
    }
  }

  /// Logistic loss of the key nodes' states, each with its class's weight; other nodes have none.
  ///
  /// @param states `[rows]`: logits of being live, replaced by the gradient by them
  private static double stateLoss(
      Neighbourhood batch, float[] weights, float scale, int from, float[] states) {
    double loss = 0;
    for (int r = 0; r < states.length; r++) {
      int truth = batch.classes()[from + r];
      float logit = states[r];
      states[r] = 0;
      if (truth > 0) {
        boolean freed = batch.freed()[from + r];
        float weight = weights[truth] * (freed ? FREED_WEIGHT : 1);
        float toTruth = freed ? -logit : logit;
        float doubt = Elementwise.logistic(-toTruth);
        double missed = Math.max(-toTruth, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(logit)));
        loss += weight * missed;
        float slope = weight * scale * doubt;
        states[r] = freed ? slope : -slope;
      }
    }
    return loss;
  }

  /// What the nodes from `from` on gathered along one edge type.
  Matrix message(float[] messages, int from, int edge) {
    return Matrix.of(messages, from * stacked + edge * width, stacked);
  }
}
