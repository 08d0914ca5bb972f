package org.deepmem.training;

import org.deepmem.model.ModelConfig;
import org.deepmem.model.Parameters;
import org.deepmem.nn.Matrix;

/// The weights with rows and columns exchanged, which the backward pass multiplies by.
///
/// @param messages for each round `[width × edge types · width]`: the edge types' side by side
/// @param classes `[columns × width]`
record Transposes(float[][] messages, float[] classes) {
  static Transposes of(Parameters parameters) {
    ModelConfig config = parameters.config();
    int width = config.width();
    int edges = config.edges().size();
    float[][] messages = new float[config.rounds()][edges * width * width];
    for (int round = 0; round < config.rounds(); round++) {
      for (int edge = 0; edge < edges; edge++) {
        Matrix to = Matrix.of(messages[round], edge * width, edges * width);
        copy(parameters.message(round, edge), width, width, to);
      }
    }
    float[] classes = new float[parameters.columns() * width];
    copy(parameters.classWeights(), width, parameters.columns(), Matrix.of(classes, 0, width));
    return new Transposes(messages, classes);
  }

  private static void copy(Matrix from, int rows, int columns, Matrix to) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to.values()[to.at() + j * to.rowStride() + i] =
            from.values()[from.at() + i * from.rowStride() + j];
      }
    }
  }
}
