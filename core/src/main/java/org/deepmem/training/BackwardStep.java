package org.deepmem.training;

import java.util.Arrays;
import org.deepmem.graph.EdgeType;
import org.deepmem.model.Activation;
import org.deepmem.model.ModelConfig;
import org.deepmem.model.NodeFeatures;
import org.deepmem.model.Parameters;
import org.deepmem.nn.Elementwise;
import org.deepmem.nn.Kernels;
import org.deepmem.nn.Matrix;
import org.deepmem.nn.Neighbours;

/// The backward half of a [GradientPass].
final class BackwardStep {
  private final Kernels kernels;
  private final RowBlocks blocks;
  private final TrainingOptions options;
  private final ModelConfig config;
  private final int width;
  private final EdgeType[] types;
  private final int stacked;
  private final int classes;
  private final Activations a;
  private final ForwardStep forward;
  private final float[][] chunkGradients;
  private final float[][] terms;
  private final float[][] termGradients;

  /// @param chunkGradients `[chunks][parameters]`, added to
  BackwardStep(
      Kernels kernels,
      RowBlocks blocks,
      TrainingOptions options,
      int classes,
      Activations a,
      ForwardStep forward,
      float[][] chunkGradients) {
    this.kernels = kernels;
    this.blocks = blocks;
    this.options = options;
    this.classes = classes;
    this.a = a;
    this.forward = forward;
    this.chunkGradients = chunkGradients;
    config = options.config();
    width = config.width();
    types = config.edgeTypes();
    stacked = types.length * width;
    terms = new float[blocks.workers().threads()][RowBlocks.BLOCK * width];
    termGradients = new float[blocks.workers().threads()][RowBlocks.BLOCK * width];
  }

  /// From the scores to the last layer.
  void scores(Neighbourhood batch, Transposes transposes) {
    int columns = transposes.classes().length / width;
    int last = config.hops() - 1;
    blocks.eachInChunks(
        batch.counts()[0],
        (from, rows, chunk, _) -> {
          Parameters g = new Parameters(config, classes, chunkGradients[chunk]);
          Matrix d = Matrix.of(a.scores, from * columns, columns);
          Matrix hidden = Matrix.of(a.hidden[last], from * width, width);
          kernels.multiplyAdd(hidden.transposed(), d, g.classWeights(), width, rows, columns);
          kernels.columnSums(d, rows, columns, g.values(), g.classBiasesAt());
          float[] out = a.hiddenGradient[last];
          Arrays.fill(out, from * width, (from + rows) * width, 0f);
          kernels.multiplyAdd(
              d,
              Matrix.of(transposes.classes(), 0, width),
              Matrix.of(out, from * width, width),
              rows,
              columns,
              width);
        });
  }

  /// From the gradient of a layer to those of its weights, of what its nodes gathered and of what
  /// they add themselves.
  void messages(Parameters p, Neighbourhood batch, Transposes transposes, int layer, long seed) {
    boolean last = layer == config.hops() - 1;
    int known = last ? 0 : batch.rows(config, layer + 1);
    float[] messages = a.messages[layer - 1];
    Matrix back = Matrix.of(transposes.messages()[layer - 1], 0, stacked);
    blocks.eachInChunks(
        batch.rows(config, layer),
        (from, rows, chunk, worker) -> {
          Parameters g = new Parameters(config, classes, chunkGradients[chunk]);
          activationBackward(g, layer, from, rows, known);
          Matrix d = Matrix.of(a.hiddenGradient[layer], from * width, width);
          Matrix out = Matrix.of(a.messageGradient, from * stacked, stacked);
          Arrays.fill(out.values(), out.at(), out.at() + rows * stacked, 0f);
          if (config.rectifiedEdges()) {
            for (int edge = 0; edge < types.length; edge++) {
              float[] term = terms[worker];
              float[] dTerm = termGradients[worker];
              forward.term(p, messages, layer, edge, from, rows, seed, term);
              System.arraycopy(d.values(), d.at(), dTerm, 0, rows * width);
              float scale = 1f / Elementwise.kept(options.edgeKeep());
              Elementwise.reluGradient(term, dTerm, 0, rows * width, scale);
              termBackward(g, edge, layer, from, rows, Matrix.of(dTerm, 0, width), back, out);
            }
          } else {
            Matrix all = Matrix.of(messages, from * stacked, stacked);
            kernels.multiplyAdd(all.transposed(), d, g.messages(layer - 1), stacked, rows, width);
            kernels.multiplyAdd(d, back, out, rows, width, stacked);
          }
          shareMeans(batch, from, rows);
        });
  }

  private void termBackward(
      Parameters g, int edge, int layer, int from, int rows, Matrix d, Matrix back, Matrix out) {
    Matrix message = forward.message(a.messages[layer - 1], from, edge);
    kernels.multiplyAdd(message.transposed(), d, g.message(layer - 1, edge), width, rows, width);
    int column = edge * width;
    kernels.multiplyAdd(
        d,
        new Matrix(back.values(), back.at() + column, back.rowStride(), 1),
        new Matrix(out.values(), out.at() + column, out.rowStride(), 1),
        rows,
        width,
        width);
  }

  /// Gradient through dropout and activation, in place; then biases and what nodes add themselves.
  ///
  /// @param known rows whose own gradient has a value already
  private void activationBackward(Parameters g, int layer, int from, int rows, int known) {
    float[] d = a.hiddenGradient[layer];
    float kept = Elementwise.kept(options.hiddenKeep());
    if (config.activation() == Activation.RELU) {
      Elementwise.reluGradient(a.hidden[layer], d, from * width, rows * width, 1f / kept);
    } else {
      Elementwise.tanhGradient(a.hidden[layer], d, from * width, rows * width, kept);
    }
    kernels.columnSums(Matrix.of(d, from * width, width), rows, width, g.values(), g.biasAt(layer));
    int added = Math.clamp(known - from, 0, rows);
    Elementwise.add(d, from * width, a.ownGradient, from * width, added * width);
    System.arraycopy(
        d, (from + added) * width, a.ownGradient, (from + added) * width, (rows - added) * width);
  }

  /// Divides the gradients of averaged messages by how many were averaged.
  private void shareMeans(Neighbourhood batch, int from, int rows) {
    for (int edge = 0; edge < types.length; edge++) {
      if (!config.mean(types[edge])) {
        continue;
      }
      int[] offsets = batch.edges()[edge].offsets();
      for (int r = from; r < from + rows; r++) {
        int degree = offsets[r + 1] - offsets[r];
        if (degree > 1) {
          float share = 1f / degree;
          int at = r * stacked + edge * width;
          for (int j = at; j < at + width; j++) {
            a.messageGradient[j] *= share;
          }
        }
      }
    }
  }

  /// From the gradient of a layer's messages to that of the layer below.
  void gather(Neighbourhood batch, int layer) {
    int rows = batch.rows(config, layer);
    int below = batch.rows(config, layer - 1);
    Neighbours[] back = new Neighbours[types.length];
    blocks
        .workers()
        .run(
            types.length,
            (edge, _) -> back[edge] = Rows.transposed(batch.edges()[edge], rows, below));
    blocks.each(
        below,
        (from, count, _) -> {
          Matrix out = Matrix.of(a.hiddenGradient[layer - 1], from * width, width);
          for (int edge = 0; edge < types.length; edge++) {
            Matrix source = Matrix.of(a.messageGradient, edge * width, stacked);
            kernels.gather(back[edge], from, source, out, count, width, edge > 0);
          }
        });
  }

  /// From the first layer to the weights of bytes and categories.
  void own(Neighbourhood batch) {
    int known = config.hops() > 1 ? batch.rows(config, 1) : 0;
    blocks.eachInChunks(
        batch.nodes(),
        (from, rows, chunk, _) -> {
          Parameters g = new Parameters(config, classes, chunkGradients[chunk]);
          activationBackward(g, 0, from, rows, known);
          Matrix d = Matrix.of(a.ownGradient, from * width, width);
          kernels.addBytesGradient(
              batch.content(),
              from * config.contentWidth(),
              config.contentWidth(),
              config.input().byteScale(),
              config.input().flags(),
              g.content(),
              d,
              rows,
              width);
          if (config.input().categories()) {
            int per = NodeFeatures.PER_NODE;
            kernels.addRowsGradient(
                batch.categories(), from * per, per, g.categories(), d, rows, width);
          }
        });
  }
}
