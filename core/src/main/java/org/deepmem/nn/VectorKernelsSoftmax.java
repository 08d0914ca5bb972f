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
      Matrix scores, ColumnMasks masks, int[] maskOf, int rows, int[] best, float[] probability) {
    float[] lanes = new float[Kernels.PANEL];
    float[] values = scores.values();
    for (int r = 0; r < rows; r++) {
      int at = scores.at() + r * scores.rowStride();
      int[] groups = masks.groups()[maskOf[r]];
      float highest = mask(values, at, masks, maskOf[r]);
      best[r] = first(values, at, highest, groups);
      probability[r] = 1f / exponentials(values, at, highest, groups, lanes);
    }
  }

  /// [Kernels#crossEntropy].
  static double crossEntropy(
      Matrix scores,
      ColumnMasks masks,
      int[] maskOf,
      int[] classes,
      int from,
      float[] weights,
      float scale,
      int rows) {
    float[] lanes = new float[Kernels.PANEL];
    float[] values = scores.values();
    double loss = 0;
    for (int r = 0; r < rows; r++) {
      int at = scores.at() + r * scores.rowStride();
      int mask = maskOf[from + r];
      int[] groups = masks.groups()[mask];
      int truth = classes[from + r];
      float ofTruth = values[at + truth] + masks.values()[mask * masks.columns() + truth];
      float highest = mask(values, at, masks, mask);
      float sum = exponentials(values, at, highest, groups, lanes);
      loss += weights[truth] * (StrictMath.log(sum) + (highest - ofTruth));
      float factor = weights[truth] * scale;
      spread(values, at, masks.columns(), groups, factor / sum);
      values[at + truth] -= factor;
    }
    return loss;
  }

  /// Multiplies the columns of the groups by `share`; the others become 0.
  private static void spread(float[] values, int at, int columns, int[] groups, float share) {
    int done = 0;
    for (int group : groups) {
      Arrays.fill(values, at + done, at + group, 0f);
      done = group + ColumnMasks.GROUP;
      for (int j = at + group; j < at + done; j += L) {
        FloatVector.fromArray(S, values, j).mul(share).intoArray(values, j);
      }
    }
    Arrays.fill(values, at + done, at + columns, 0f);
  }

  /// Adds the mask to the scores and returns the highest.
  private static float mask(float[] values, int at, ColumnMasks masks, int mask) {
    float[] masked = masks.values();
    int first = mask * masks.columns();
    FloatVector highest = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    for (int group : masks.groups()[mask]) {
      for (int j = group; j < group + ColumnMasks.GROUP; j += L) {
        FloatVector score =
            FloatVector.fromArray(S, values, at + j)
                .add(FloatVector.fromArray(S, masked, first + j));
        score.intoArray(values, at + j);
        highest = highest.max(score);
      }
    }
    return highest.reduceLanes(VectorOperators.MAX);
  }

  /// The first column with this score.
  private static int first(float[] values, int at, float score, int[] groups) {
    for (int group : groups) {
      for (int j = group; j < group + ColumnMasks.GROUP; j += L) {
        VectorMask<Float> equal = FloatVector.fromArray(S, values, at + j).eq(score);
        if (equal.anyTrue()) {
          return j + equal.firstTrue();
        }
      }
    }
    return 0;
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
      float[] values, int at, float highest, int[] groups, float[] lanes) {
    Arrays.fill(lanes, 0f);
    FloatVector shift = FloatVector.broadcast(S, highest);
    for (int group : groups) {
      for (int j = group; j < group + ColumnMasks.GROUP; j += L) {
        FloatVector e =
            VectorKernelsExponential.exp(FloatVector.fromArray(S, values, at + j).sub(shift));
        e.intoArray(values, at + j);
        int lane = j % Kernels.PANEL;
        FloatVector.fromArray(S, lanes, lane).add(e).intoArray(lanes, lane);
      }
    }
    return fold(lanes);
  }
}
