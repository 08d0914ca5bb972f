package org.deepmem.training;

import java.util.Arrays;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.model.Activation;
import org.deepmem.model.ModelConfig;
import org.deepmem.model.NodeFeatures;
import org.deepmem.model.Parameters;
import org.deepmem.nn.Elementwise;
import org.deepmem.nn.Kernels;
import org.deepmem.nn.Matrix;
import org.deepmem.nn.Neighbours;
import org.deepmem.nn.SeededRandom;
import org.deepmem.nn.Workers;

/// Loss and gradient of a minibatch. Rows are shared out in blocks; gradients of weights are summed
/// in a fixed number of chunks, whose sums are then added in order, so that the result doesn't
/// depend on the threads.
final class GradientPass {
  private static final int BLOCK = 96;
  private static final int CHUNKS = 16;
  private static final EdgeType[] EDGES = EdgeType.values();
  private static final int STACK = EDGES.length;

  private final Kernels kernels;
  private final Workers workers;
  private final ModelConfig config;
  private final int width;
  private final TrainingOptions options;
  private final float[] masks;
  private final Activations a;
  private final float[][] chunkGradients;
  private final float[][] terms;
  private final float[][] termGradients;
  private final int classes;

  /// @param masks rows of the vote mask
  GradientPass(
      Kernels kernels, Workers workers, TrainingOptions options, int classes, float[] masks) {
    this.kernels = kernels;
    this.workers = workers;
    this.options = options;
    this.classes = classes;
    this.masks = masks;
    config = options.config();
    width = config.width();
    a = new Activations(config);
    chunkGradients = new float[CHUNKS][Parameters.size(config, classes)];
    terms = new float[workers.threads()][BLOCK * width];
    termGradients = new float[workers.threads()][BLOCK * width];
  }

  /// Writes the gradient of the loss and returns the loss.
  ///
  /// @param weights `[columns]`: weight of a row by its class
  /// @param scale factor of loss and gradient
  /// @param seed of dropout
  /// @param gradient `[Parameters.size]`, overwritten
  double run(
      Parameters p,
      Neighbourhood batch,
      float[] weights,
      float scale,
      long seed,
      float[] gradient) {
    a.reserve(config, batch, p.columns());
    workers.run(CHUNKS, (chunk, _) -> Arrays.fill(chunkGradients[chunk], 0f));
    own(p, batch, seed);
    for (int layer = 1; layer < config.hops(); layer++) {
      hidden(p, batch, layer, seed);
    }
    double loss = scores(p, batch, weights, scale, seed);
    Transposes transposes = Transposes.of(p);
    scoresBackward(p, batch, transposes, seed);
    for (int layer = config.hops() - 1; layer > 0; layer--) {
      messagesBackward(p, batch, transposes, layer, seed);
      gatherBackward(batch, layer);
    }
    ownBackward(batch);
    sumChunks(gradient);
    return loss * scale;
  }

  // ---- forward

  private void own(Parameters p, Neighbourhood batch, long seed) {
    blocks(
        batch.nodes(),
        (from, rows, _) -> {
          Matrix own = Matrix.of(a.own, from * width, width);
          Arrays.fill(a.own, from * width, (from + rows) * width, 0f);
          kernels.addBytes(
              batch.content(),
              from * MemoryGraph.WINDOW,
              config.byteScale(),
              !config.bytesOnly(),
              p.content(),
              own,
              rows,
              width);
          if (!config.bytesOnly()) {
            int per = NodeFeatures.PER_NODE;
            kernels.addRows(batch.categories(), from * per, per, p.categories(), own, rows, width);
          }
          startLayer(p, 0, from, rows);
          finishLayer(0, from, rows, seed);
        });
  }

  private void hidden(Parameters p, Neighbourhood batch, int layer, long seed) {
    Matrix previous = Matrix.of(a.hidden[layer - 1], 0, width);
    float[] messages = a.messages[layer - 1];
    blocks(
        batch.rows(config, layer),
        (from, rows, worker) -> {
          startLayer(p, layer, from, rows);
          for (EdgeType type : EDGES) {
            Matrix out = message(messages, from, type);
            kernels.gather(batch.edges()[type.ordinal()], from, previous, out, rows, width, false);
          }
          Matrix out = Matrix.of(a.hidden[layer], from * width, width);
          if (config.rectifiedEdges()) {
            for (EdgeType type : EDGES) {
              term(p, messages, layer, type, from, rows, seed, terms[worker]);
              Elementwise.add(terms[worker], 0, out.values(), out.at(), rows * width);
            }
          } else {
            Matrix all = Matrix.of(messages, from * STACK * width, STACK * width);
            kernels.multiplyAdd(all, p.messages(layer - 1), out, rows, STACK * width, width);
          }
          finishLayer(layer, from, rows, seed);
        });
  }

  /// The rectified term of one edge type, after dropout.
  private void term(
      Parameters p,
      float[] messages,
      int layer,
      EdgeType type,
      int from,
      int rows,
      long seed,
      float[] out) {
    Arrays.fill(out, 0, rows * width, 0f);
    Matrix term = Matrix.of(out, 0, width);
    Matrix weights = p.message(layer - 1, type);
    kernels.multiplyAdd(message(messages, from, type), weights, term, rows, width, width);
    Elementwise.relu(out, 0, rows * width);
    long termSeed = SeededRandom.mix(seed + layer * 16L + type.ordinal() + 1);
    Elementwise.dropout(term, rows, width, from, options.edgeKeep(), termSeed);
  }

  private void startLayer(Parameters p, int layer, int from, int rows) {
    float[] out = a.hidden[layer];
    System.arraycopy(a.own, from * width, out, from * width, rows * width);
    for (int r = from; r < from + rows; r++) {
      Elementwise.add(p.values(), p.biasAt(layer), out, r * width, width);
    }
  }

  private void finishLayer(int layer, int from, int rows, long seed) {
    float[] out = a.hidden[layer];
    if (config.activation() == Activation.RELU) {
      Elementwise.relu(out, from * width, rows * width);
    } else {
      kernels.tanh(out, from * width, rows * width);
    }
    Elementwise.dropout(
        Matrix.of(out, from * width, width),
        rows,
        width,
        from,
        options.hiddenKeep(),
        SeededRandom.mix(seed + layer * 16L));
  }

  private double scores(
      Parameters p, Neighbourhood batch, float[] weights, float scale, long seed) {
    int seeds = batch.counts()[0];
    int columns = p.columns();
    double[] losses = new double[blockCount(seeds)];
    blocks(
        seeds,
        (from, rows, _) -> {
          for (int r = from; r < from + rows; r++) {
            System.arraycopy(p.values(), p.classBiasesAt(), a.scores, r * columns, columns);
          }
          Matrix scores = Matrix.of(a.scores, from * columns, columns);
          Matrix last = Matrix.of(a.hidden[config.hops() - 1], from * width, width);
          kernels.multiplyAdd(last, p.classWeights(), scores, rows, width, columns);
          Elementwise.dropout(scores, rows, columns, from, options.scoreKeep(), seed);
          losses[from / BLOCK] =
              kernels.crossEntropy(
                  scores,
                  masks,
                  batch.groups(),
                  batch.classes(),
                  from,
                  weights,
                  scale,
                  rows,
                  columns);
          Elementwise.dropout(scores, rows, columns, from, options.scoreKeep(), seed);
        });
    double loss = 0;
    for (double l : losses) {
      loss += l;
    }
    return loss;
  }

  // ---- backward

  private void scoresBackward(Parameters p, Neighbourhood batch, Transposes transposes, long seed) {
    int columns = p.columns();
    int last = config.hops() - 1;
    chunks(
        batch.counts()[0],
        (from, rows, chunk, _) -> {
          Parameters g = new Parameters(config, classes, chunkGradients[chunk]);
          Matrix d = Matrix.of(a.scores, from * columns, columns);
          Matrix hidden = Matrix.of(a.hidden[last], from * width, width);
          kernels.multiplyAdd(hidden.transposed(), d, g.classWeights(), width, rows, columns);
          Elementwise.columnSums(d, rows, columns, g.values(), g.classBiasesAt());
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
  private void messagesBackward(
      Parameters p, Neighbourhood batch, Transposes transposes, int layer, long seed) {
    boolean last = layer == config.hops() - 1;
    int known = last ? 0 : batch.rows(config, layer + 1);
    float[] messages = a.messages[layer - 1];
    Matrix back = Matrix.of(transposes.messages()[layer - 1], 0, STACK * width);
    chunks(
        batch.rows(config, layer),
        (from, rows, chunk, worker) -> {
          Parameters g = new Parameters(config, classes, chunkGradients[chunk]);
          activationBackward(g, layer, from, rows, known);
          Matrix d = Matrix.of(a.hiddenGradient[layer], from * width, width);
          Matrix out = Matrix.of(a.messageGradient, from * STACK * width, STACK * width);
          Arrays.fill(out.values(), out.at(), out.at() + rows * STACK * width, 0f);
          if (config.rectifiedEdges()) {
            for (EdgeType type : EDGES) {
              float[] term = terms[worker];
              float[] dTerm = termGradients[worker];
              term(p, messages, layer, type, from, rows, seed, term);
              System.arraycopy(d.values(), d.at(), dTerm, 0, rows * width);
              float scale = 1f / Elementwise.kept(options.edgeKeep());
              Elementwise.reluGradient(term, dTerm, 0, rows * width, scale);
              termBackward(g, type, layer, from, rows, Matrix.of(dTerm, 0, width), back, out);
            }
          } else {
            Matrix all = Matrix.of(messages, from * STACK * width, STACK * width);
            kernels.multiplyAdd(
                all.transposed(), d, g.messages(layer - 1), STACK * width, rows, width);
            kernels.multiplyAdd(d, back, out, rows, width, STACK * width);
          }
          shareMeans(batch, from, rows);
        });
  }

  private void termBackward(
      Parameters g,
      EdgeType type,
      int layer,
      int from,
      int rows,
      Matrix d,
      Matrix back,
      Matrix out) {
    Matrix message = message(a.messages[layer - 1], from, type);
    kernels.multiplyAdd(message.transposed(), d, g.message(layer - 1, type), width, rows, width);
    int column = type.ordinal() * width;
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
    Elementwise.columnSums(
        Matrix.of(d, from * width, width), rows, width, g.values(), g.biasAt(layer));
    int added = Math.clamp(known - from, 0, rows);
    Elementwise.add(d, from * width, a.ownGradient, from * width, added * width);
    System.arraycopy(
        d, (from + added) * width, a.ownGradient, (from + added) * width, (rows - added) * width);
  }

  /// Divides the gradients of averaged messages by how many were averaged.
  private void shareMeans(Neighbourhood batch, int from, int rows) {
    for (EdgeType type : EDGES) {
      if (!config.mean(type)) {
        continue;
      }
      int[] offsets = batch.edges()[type.ordinal()].offsets();
      for (int r = from; r < from + rows; r++) {
        int degree = offsets[r + 1] - offsets[r];
        if (degree > 1) {
          float share = 1f / degree;
          int at = (r * STACK + type.ordinal()) * width;
          for (int j = at; j < at + width; j++) {
            a.messageGradient[j] *= share;
          }
        }
      }
    }
  }

  /// From the gradient of a layer's messages to that of the layer below.
  private void gatherBackward(Neighbourhood batch, int layer) {
    int rows = batch.rows(config, layer);
    int below = batch.rows(config, layer - 1);
    Neighbours[] back = new Neighbours[STACK];
    workers.run(STACK, (type, _) -> back[type] = Rows.transposed(batch.edges()[type], rows, below));
    blocks(
        below,
        (from, count, _) -> {
          Matrix out = Matrix.of(a.hiddenGradient[layer - 1], from * width, width);
          for (int type = 0; type < STACK; type++) {
            Matrix source = Matrix.of(a.messageGradient, type * width, STACK * width);
            kernels.gather(back[type], from, source, out, count, width, type > 0);
          }
        });
  }

  private void ownBackward(Neighbourhood batch) {
    int known = config.hops() > 1 ? batch.rows(config, 1) : 0;
    chunks(
        batch.nodes(),
        (from, rows, chunk, _) -> {
          Parameters g = new Parameters(config, classes, chunkGradients[chunk]);
          activationBackward(g, 0, from, rows, known);
          Matrix d = Matrix.of(a.ownGradient, from * width, width);
          kernels.addBytesGradient(
              batch.content(),
              from * MemoryGraph.WINDOW,
              config.byteScale(),
              !config.bytesOnly(),
              g.content(),
              d,
              rows,
              width);
          if (!config.bytesOnly()) {
            int per = NodeFeatures.PER_NODE;
            kernels.addRowsGradient(
                batch.categories(), from * per, per, g.categories(), d, rows, width);
          }
        });
  }

  private void sumChunks(float[] gradient) {
    int slice = (gradient.length + CHUNKS - 1) / CHUNKS;
    workers.run(
        CHUNKS,
        (part, _) -> {
          int from = Math.min(part * slice, gradient.length);
          int length = Math.min(slice, gradient.length - from);
          System.arraycopy(chunkGradients[0], from, gradient, from, length);
          for (int chunk = 1; chunk < CHUNKS; chunk++) {
            Elementwise.add(chunkGradients[chunk], from, gradient, from, length);
          }
        });
  }

  // ---- sharing out

  private interface Block {
    void run(int from, int rows, int worker);
  }

  private interface ChunkBlock {
    void run(int from, int rows, int chunk, int worker);
  }

  private static int blockCount(int rows) {
    return (rows + BLOCK - 1) / BLOCK;
  }

  private void blocks(int rows, Block block) {
    workers.run(
        blockCount(rows),
        (b, worker) -> block.run(b * BLOCK, Math.min(BLOCK, rows - b * BLOCK), worker));
  }

  /// Runs blocks in chunks: those of one chunk one after the other, since they add to its gradient.
  private void chunks(int rows, ChunkBlock block) {
    int perChunk = (blockCount(rows) + CHUNKS - 1) / CHUNKS * BLOCK;
    int used = (rows + perChunk - 1) / perChunk;
    workers.run(
        used,
        (chunk, worker) -> {
          int end = Math.min((chunk + 1) * perChunk, rows);
          for (int from = chunk * perChunk; from < end; from += BLOCK) {
            block.run(from, Math.min(BLOCK, end - from), chunk, worker);
          }
        });
  }

  private Matrix message(float[] messages, int from, EdgeType type) {
    return Matrix.of(messages, (from * STACK + type.ordinal()) * width, STACK * width);
  }
}
