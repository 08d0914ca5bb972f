package org.deepmem.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Sums over rows of [VectorKernels]: gradients of weights that few of the rows use.
final class VectorKernelsGradients {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorKernelsGradients() {}

  /// [Kernels#addRowsGradient].
  static void addRows(
      int[] indices, int at, int perRow, Matrix table, Matrix gradient, int rows, int columns) {
    float[] t = table.values();
    float[] g = gradient.values();
    for (int r = 0; r < rows; r++) {
      int first = at + r * perRow;
      for (int j = 0; j < columns; j += 2 * L) {
        FloatVector d0 = FloatVector.fromArray(S, g, gradient.at() + r * columns + j);
        FloatVector d1 = FloatVector.fromArray(S, g, gradient.at() + r * columns + j + L);
        for (int i = first; i < first + perRow; i++) {
          int to = table.at() + indices[i] * columns + j;
          FloatVector.fromArray(S, t, to).add(d0).intoArray(t, to);
          FloatVector.fromArray(S, t, to + L).add(d1).intoArray(t, to + L);
        }
      }
    }
  }

  /// [Kernels#addBytesGradient]: one weight row after the other, whose sums stay in registers.
  static void addBytes(
      byte[] bytes,
      int at,
      int perRow,
      float scale,
      boolean presence,
      Matrix weights,
      Matrix gradient,
      int rows,
      int columns) {
    float[] w = weights.values();
    float[] g = gradient.values();
    int[] from = new int[rows];
    float[] factors = new float[rows];
    for (int p = 0; p < perRow; p++) {
      int count = 0;
      for (int r = 0; r < rows; r++) {
        int value = bytes[at + r * perRow + p] & 0xff;
        from[count] = gradient.at() + r * columns;
        factors[count] = value * scale;
        count += value == 0 ? 0 : 1;
      }
      for (int j = 0; j < columns && count > 0; j += 4 * L) {
        int to = weights.at() + p * columns + j;
        if (presence) {
          addBoth(g, from, factors, count, j, w, to, to + perRow * columns);
        } else {
          addScaled(g, from, factors, count, j, w, to);
        }
      }
    }
  }

  /// [#addScaled] to `to` and [#add] to `plain`, reading the gradient once.
  private static void addBoth(
      float[] g, int[] from, float[] factors, int count, int j, float[] w, int to, int plain) {
    FloatVector s0 = FloatVector.fromArray(S, w, to);
    FloatVector s1 = FloatVector.fromArray(S, w, to + L);
    FloatVector s2 = FloatVector.fromArray(S, w, to + 2 * L);
    FloatVector s3 = FloatVector.fromArray(S, w, to + 3 * L);
    FloatVector p0 = FloatVector.fromArray(S, w, plain);
    FloatVector p1 = FloatVector.fromArray(S, w, plain + L);
    FloatVector p2 = FloatVector.fromArray(S, w, plain + 2 * L);
    FloatVector p3 = FloatVector.fromArray(S, w, plain + 3 * L);
    for (int i = 0; i < count; i++) {
      FloatVector x = FloatVector.broadcast(S, factors[i]);
      int q = from[i] + j;
      FloatVector d0 = FloatVector.fromArray(S, g, q);
      FloatVector d1 = FloatVector.fromArray(S, g, q + L);
      FloatVector d2 = FloatVector.fromArray(S, g, q + 2 * L);
      FloatVector d3 = FloatVector.fromArray(S, g, q + 3 * L);
      s0 = x.fma(d0, s0);
      s1 = x.fma(d1, s1);
      s2 = x.fma(d2, s2);
      s3 = x.fma(d3, s3);
      p0 = p0.add(d0);
      p1 = p1.add(d1);
      p2 = p2.add(d2);
      p3 = p3.add(d3);
    }
    s0.intoArray(w, to);
    s1.intoArray(w, to + L);
    s2.intoArray(w, to + 2 * L);
    s3.intoArray(w, to + 3 * L);
    p0.intoArray(w, plain);
    p1.intoArray(w, plain + L);
    p2.intoArray(w, plain + 2 * L);
    p3.intoArray(w, plain + 3 * L);
  }

  /// `w[to .. to + 4 L) += Σ factors[i] · g[from[i] + j ..]`, i ascending.
  private static void addScaled(
      float[] g, int[] from, float[] factors, int count, int j, float[] w, int to) {
    FloatVector s0 = FloatVector.fromArray(S, w, to);
    FloatVector s1 = FloatVector.fromArray(S, w, to + L);
    FloatVector s2 = FloatVector.fromArray(S, w, to + 2 * L);
    FloatVector s3 = FloatVector.fromArray(S, w, to + 3 * L);
    for (int i = 0; i < count; i++) {
      FloatVector x = FloatVector.broadcast(S, factors[i]);
      int q = from[i] + j;
      s0 = x.fma(FloatVector.fromArray(S, g, q), s0);
      s1 = x.fma(FloatVector.fromArray(S, g, q + L), s1);
      s2 = x.fma(FloatVector.fromArray(S, g, q + 2 * L), s2);
      s3 = x.fma(FloatVector.fromArray(S, g, q + 3 * L), s3);
    }
    s0.intoArray(w, to);
    s1.intoArray(w, to + L);
    s2.intoArray(w, to + 2 * L);
    s3.intoArray(w, to + 3 * L);
  }

  /// `w[to .. to + 4 L) += Σ g[from[i] + j ..]`, i ascending.
  private static void add(float[] g, int[] from, int count, int j, float[] w, int to) {
    FloatVector s0 = FloatVector.fromArray(S, w, to);
    FloatVector s1 = FloatVector.fromArray(S, w, to + L);
    FloatVector s2 = FloatVector.fromArray(S, w, to + 2 * L);
    FloatVector s3 = FloatVector.fromArray(S, w, to + 3 * L);
    for (int i = 0; i < count; i++) {
      int q = from[i] + j;
      s0 = s0.add(FloatVector.fromArray(S, g, q));
      s1 = s1.add(FloatVector.fromArray(S, g, q + L));
      s2 = s2.add(FloatVector.fromArray(S, g, q + 2 * L));
      s3 = s3.add(FloatVector.fromArray(S, g, q + 3 * L));
    }
    s0.intoArray(w, to);
    s1.intoArray(w, to + L);
    s2.intoArray(w, to + 2 * L);
    s3.intoArray(w, to + 3 * L);
  }

  /// [Kernels#columnSums].
  static void columnSums(Matrix rows, int count, int columns, float[] sums, int sumsAt) {
    int[] from = new int[count];
    for (int r = 0; r < count; r++) {
      from[r] = rows.at() + r * rows.rowStride();
    }
    for (int j = 0; j < columns; j += 4 * L) {
      add(rows.values(), from, count, j, sums, sumsAt + j);
    }
  }
}
