package org.deepmem.nn;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Sums over rows of [VectorKernels]: gradients of weights that few of the rows use.
final class VectorKernelsGradients {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /// Reads 8 bytes, the first one lowest, so that zero bytes are skipped 8 at a time.
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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

  /// [Kernels#addBytesGradient].
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
    int flags = perRow * columns;
    for (int r = 0; r < rows; r++) {
      int from = gradient.at() + r * columns;
      for (int j = 0; j < columns; j += 2 * L) {
        FloatVector d0 = FloatVector.fromArray(S, g, from + j);
        FloatVector d1 = FloatVector.fromArray(S, g, from + j + L);
        for (int word = 0; word < perRow; word += 8) {
          long rest = (long) LONGS.get(bytes, at + r * perRow + word);
          while (rest != 0) {
            int shift = Long.numberOfTrailingZeros(rest) & 56;
            int q = weights.at() + (word + (shift >>> 3)) * columns + j;
            FloatVector x = FloatVector.broadcast(S, ((rest >>> shift) & 0xff) * scale);
            rest &= ~(0xffL << shift);
            if (presence) {
              int z = q + flags;
              FloatVector.fromArray(S, w, z).add(d0).intoArray(w, z);
              FloatVector.fromArray(S, w, z + L).add(d1).intoArray(w, z + L);
            }
            x.fma(d0, FloatVector.fromArray(S, w, q)).intoArray(w, q);
            x.fma(d1, FloatVector.fromArray(S, w, q + L)).intoArray(w, q + L);
          }
        }
      }
    }
  }

  /// [Kernels#columnSums].
  static void columnSums(Matrix rows, int count, int columns, float[] sums, int sumsAt) {
    float[] v = rows.values();
    for (int j = 0; j < columns; j += 2 * L) {
      FloatVector s0 = FloatVector.fromArray(S, sums, sumsAt + j);
      FloatVector s1 = FloatVector.fromArray(S, sums, sumsAt + j + L);
      int from = rows.at() + j;
      for (int r = 0; r < count; r++, from += rows.rowStride()) {
        s0 = s0.add(FloatVector.fromArray(S, v, from));
        s1 = s1.add(FloatVector.fromArray(S, v, from + L));
      }
      s0.intoArray(sums, sumsAt + j);
      s1.intoArray(sums, sumsAt + j + L);
    }
  }
}
