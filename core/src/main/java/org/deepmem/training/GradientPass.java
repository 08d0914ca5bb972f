package org.deepmem.training;

import java.util.Arrays;
import org.deepmem.model.ModelConfig;
import org.deepmem.model.Parameters;
import org.deepmem.nn.ColumnMasks;
import org.deepmem.nn.Elementwise;
import org.deepmem.nn.Kernels;
import org.deepmem.nn.Workers;

/// Loss and gradient of a minibatch. Rows are shared out in blocks; gradients of weights are summed
/// in a fixed number of chunks, whose sums are then added in order, so that the result doesn't
/// depend on the threads.
final class GradientPass {
  private static final int CHUNKS = RowBlocks.CHUNKS;

  private final Workers workers;
  private final ModelConfig config;
  private final Activations activations;
  private final ForwardStep forward;
  private final BackwardStep backward;
  private final float[][] chunkGradients;
  private final int columns;

  /// @param classes 1 + number of key nodes
  /// @param masks rows of the vote mask
  GradientPass(
      Kernels kernels, Workers workers, TrainingOptions options, int classes, float[] masks) {
    this.workers = workers;
    config = options.config();
    columns = Parameters.columns(config, classes);
    activations = new Activations(config);
    chunkGradients = new float[CHUNKS][Parameters.size(config, classes)];
    RowBlocks blocks = new RowBlocks(workers);
    ColumnMasks allowed = ColumnMasks.of(masks, columns);
    forward = new ForwardStep(kernels, blocks, options, allowed, activations);
    backward =
        new BackwardStep(kernels, blocks, options, classes, activations, forward, chunkGradients);
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
    activations.reserve(config, batch, p.columns());
    workers.run(CHUNKS, (chunk, _) -> Arrays.fill(chunkGradients[chunk], 0f));
    forward.own(p, batch, seed);
    for (int layer = 1; layer < config.hops(); layer++) {
      forward.hidden(p, batch, layer, seed);
    }
    double loss = forward.scores(p, batch, weights, scale, seed);
    Transposes transposes = Transposes.of(p);
    backward.scores(batch, transposes);
    for (int layer = config.hops() - 1; layer > 0; layer--) {
      backward.messages(p, batch, transposes, layer, seed);
      backward.gather(batch, layer);
    }
    backward.own(batch);
    sumChunks(gradient);
    return loss * scale;
  }

  /// Multiplications and additions of a minibatch's matrix products: of each one way there and two
  /// back, to what was multiplied and to the weights.
  double operations(Neighbourhood batch) {
    double width = config.width();
    double gathered = 0;
    for (int layer = 1; layer < config.hops(); layer++) {
      gathered += batch.rows(config, layer);
    }
    double messages = gathered * config.edges().size() * width * width;
    double scores = batch.counts()[0] * width * columns;
    return 3 * 2 * (messages + scores);
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
}
