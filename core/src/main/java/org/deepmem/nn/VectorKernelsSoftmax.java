package org.deepmem.nn;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The softmax of [VectorKernels], over one row's scores after the other.
final class VectorKernelsSoftmax {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorKernelsSoftmax() {}

  /// [Kernels#bestColumn].
  static void bestColumn(
      Matrix scores,
      float[] masks,
      int[] maskOf,
      int rows,
      int columns,
      int[] best,
      float[] probability) {
    float[] lanes = new float[Kernels.PANEL];
    float[] values = scores.values();
    for (int r = 0; r < rows; r++) {
      int at = scores.at() + r * scores.rowStride();
      float highest = mask(values, at, masks, maskOf[r] * columns, columns);
      best[r] = first(values, at, highest, columns);
      probability[r] = 1f / exponentials(values, at, highest, columns, lanes);
    }
  }

  /// [Kernels#crossEntropy].
  static double crossEntropy(
      Matrix scores,
      float[] masks,
      int[] maskOf,
      int[] classes,
      int from,
      float[] weights,
      float scale,
      int rows,
      int columns) {
    float[] lanes = new float[Kernels.PANEL];
    float[] values = scores.values();
    double loss = 0;
    for (int r = 0; r < rows; r++) {
      int at = scores.at() + r * scores.rowStride();
      float highest = mask(values, at, masks, maskOf[from + r] * columns, columns);
      int truth = classes[from + r];
      float margin = highest - values[at + truth];
      float sum = exponentials(values, at, highest, columns, lanes);
      loss += weights[truth] * (StrictMath.log(sum) + margin);
      float factor = weights[truth] * scale;
      FloatVector share = FloatVector.broadcast(S, factor / sum);
      for (int j = at; j < at + columns; j += L) {
        FloatVector.fromArray(S, values, j).mul(share).intoArray(values, j);
      }
      values[at + truth] -= factor;
    }
    return loss;
  }

  /// Adds the mask to the scores and returns the highest.
  private static float mask(float[] values, int at, float[] masks, int mask, int columns) {
    FloatVector highest = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    for (int j = 0; j < columns; j += L) {
      FloatVector score =
          FloatVector.fromArray(S, values, at + j).add(FloatVector.fromArray(S, masks, mask + j));
      score.intoArray(values, at + j);
      highest = highest.max(score);
    }
    return highest.reduceLanes(VectorOperators.MAX);
  }

  /// The first column with this score.
  private static int first(float[] values, int at, float score, int columns) {
    for (int j = 0; j < columns; j += L) {
      VectorMask<Float> equal = FloatVector.fromArray(S, values, at + j).eq(score);
      if (equal.anyTrue()) {
        return j + equal.firstTrue();
      }
    }
    return columns - 1;
  }

  /// [ScalarKernels#foldLanes], whole vectors first.
  private static float fold(float[] lanes) {
    int half = Kernels.PANEL / 2;
    for (; half >= L; half /= 2) {
      for (int j = 0; j < half; j += L) {
        FloatVector sum = FloatVector.fromArray(S, lanes, j);
        sum.add(FloatVector.fromArray(S, lanes, j + half)).intoArray(lanes, j);
      }
    }
    return ScalarKernels.foldLanes(lanes, 2 * half);
  }

  /// Replaces the scores by `exp(score - highest)` and returns their sum.
  private static float exponentials(
      float[] values, int at, float highest, int columns, float[] lanes) {
    Arrays.fill(lanes, 0f);
    FloatVector shift = FloatVector.broadcast(S, highest);
    for (int j = 0; j < columns; j += L) {
      FloatVector e =
          VectorKernelsExponential.exp(FloatVector.fromArray(S, values, at + j).sub(shift));
      e.intoArray(values, at + j);
      int lane = j % Kernels.PANEL;
      FloatVector.fromArray(S, lanes, lane).add(e).intoArray(lanes, lane);
    }
    return fold(lanes);
  }
}
