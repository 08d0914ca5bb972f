package org.deepmem.training;

import org.deepmem.graph.EdgeType;
import org.deepmem.model.ModelConfig;
import org.deepmem.model.Parameters;
import org.deepmem.nn.Matrix;

/// The weights with rows and columns exchanged, which the backward pass multiplies by.
///
/// @param messages for each round `[width × 4 · width]`: the four edge types' side by side
/// @param classes `[columns × width]`
record Transposes(float[][] messages, float[] classes) {
  static Transposes of(Parameters parameters) {
    ModelConfig config = parameters.config();
    int width = config.width();
    EdgeType[] types = EdgeType.values();
    float[][] messages = new float[config.rounds()][types.length * width * width];
    for (int round = 0; round < config.rounds(); round++) {
      for (EdgeType type : types) {
        Matrix to = Matrix.of(messages[round], type.ordinal() * width, types.length * width);
        copy(parameters.message(round, type), width, width, to);
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
