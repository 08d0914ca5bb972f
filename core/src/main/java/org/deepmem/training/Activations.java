package org.deepmem.training;

import org.deepmem.model.ModelConfig;

/// The arrays of one forward and backward pass, kept from step to step and grown when a minibatch
/// needs more.
final class Activations {
  /// `[nodes × width]`: what a node adds to each of its layers: bytes and categories.
  float[] own = new float[0];

  /// Its gradient.
  float[] ownGradient = new float[0];

  /// A hidden layer each: `[rows × width]`, after dropout.
  final float[][] hidden;

  /// Their gradients.
  final float[][] hiddenGradient;

  /// For each round `[rows × edge types · width]`: what was gathered, edge types side by side.
  final float[][] messages;

  /// The gradient of one round's messages.
  float[] messageGradient = new float[0];

  /// `[seeds × columns]`.
  float[] scores = new float[0];

  Activations(ModelConfig config) {
    hidden = new float[config.hops()][0];
    hiddenGradient = new float[config.hops()][0];
    messages = new float[config.rounds()][0];
  }

  void reserve(ModelConfig config, Neighbourhood batch, int columns) {
    int width = config.width();
    own = grown(own, batch.nodes() * width);
    ownGradient = grown(ownGradient, batch.nodes() * width);
    for (int layer = 0; layer < config.hops(); layer++) {
      int rows = batch.rows(config, layer);
      hidden[layer] = grown(hidden[layer], rows * width);
      hiddenGradient[layer] = grown(hiddenGradient[layer], rows * width);
      if (layer > 0) {
        int size = rows * config.edges().size() * width;
        messages[layer - 1] = grown(messages[layer - 1], size);
        messageGradient = grown(messageGradient, size);
      }
    }
    scores = grown(scores, batch.counts()[0] * columns);
  }

  private static float[] grown(float[] array, int size) {
    return array.length >= size ? array : new float[size + size / 8];
  }
}
