package org.deepmem.nn;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The kernels on the Vector API, at the width that the machine prefers: with its parts
/// (`VectorKernels…`) the only class that imports it. Lanes lie across the columns, so that an
/// element's sum has the same order at every width.
public final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /// Reads 8 bytes, the first one lowest, so that zero bytes are skipped 8 at a time.
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final ScalarKernels scalar = new ScalarKernels();

  @Override
  public void multiplyAdd(Matrix a, Matrix b, Matrix c, int rows, int inner, int columns) {
    if (4 * L > PANEL) {
      scalar.multiplyAdd(a, b, c, rows, inner, columns);
    } else {
      VectorKernelsProduct.multiplyAdd(a, b, c, rows, inner, columns);
    }
  }

  @Override
  public void gather(
      Neighbours neighbours,
      int from,
      Matrix source,
      Matrix out,
      int rows,
      int columns,
      boolean add) {
    if (4 * L > PANEL) {
      scalar.gather(neighbours, from, source, out, rows, columns, add);
      return;
    }
    for (int column = 0; column < columns; column += 4 * L) {
      gatherPanel(neighbours, from, source, out, rows, column, add);
    }
  }

  private static void gatherPanel(
      Neighbours neighbours,
      int from,
      Matrix source,
      Matrix out,
      int rows,
      int column,
      boolean add) {
    int[] offsets = neighbours.offsets();
    int[] targets = neighbours.targets();
    float[] v = source.values();
    float[] o = out.values();
    int base = source.at() + column;
    int stride = source.rowStride();
    int at = out.at() + column;
    for (int r = 0; r < rows; r++, at += out.rowStride()) {
      int low = offsets[from + r];
      int high = offsets[from + r + 1];
      FloatVector s0 = FloatVector.zero(S);
      FloatVector s1 = FloatVector.zero(S);
      FloatVector s2 = FloatVector.zero(S);
      FloatVector s3 = FloatVector.zero(S);
      for (int p = low; p < high; p++) {
        int t = base + targets[p] * stride;
        s0 = s0.add(FloatVector.fromArray(S, v, t));
        s1 = s1.add(FloatVector.fromArray(S, v, t + L));
        s2 = s2.add(FloatVector.fromArray(S, v, t + 2 * L));
        s3 = s3.add(FloatVector.fromArray(S, v, t + 3 * L));
      }
      if (neighbours.mean() && high - low > 1) {
        FloatVector scale = FloatVector.broadcast(S, 1f / (high - low));
        s0 = s0.mul(scale);
        s1 = s1.mul(scale);
        s2 = s2.mul(scale);
        s3 = s3.mul(scale);
      }
      if (add) {
        s0 = FloatVector.fromArray(S, o, at).add(s0);
        s1 = FloatVector.fromArray(S, o, at + L).add(s1);
        s2 = FloatVector.fromArray(S, o, at + 2 * L).add(s2);
        s3 = FloatVector.fromArray(S, o, at + 3 * L).add(s3);
      }
      s0.intoArray(o, at);
      s1.intoArray(o, at + L);
      s2.intoArray(o, at + 2 * L);
      s3.intoArray(o, at + 3 * L);
    }
  }

  @Override
  public void addRows(
      int[] indices, int at, int perRow, Matrix table, Matrix out, int rows, int columns) {
    float[] t = table.values();
    float[] o = out.values();
    for (int r = 0; r < rows; r++) {
      int first = at + r * perRow;
      for (int j = 0; j < columns; j += L) {
        FloatVector sum = FloatVector.fromArray(S, o, out.at() + r * columns + j);
        for (int i = first; i < first + perRow; i++) {
          sum = sum.add(FloatVector.fromArray(S, t, table.at() + indices[i] * columns + j));
        }
        sum.intoArray(o, out.at() + r * columns + j);
      }
    }
  }

  @Override
  public void addRowsGradient(
      int[] indices, int at, int perRow, Matrix table, Matrix gradient, int rows, int columns) {
    VectorKernelsGradients.addRows(indices, at, perRow, table, gradient, rows, columns);
  }

  @Override
  public void addBytes(
      byte[] bytes,
      int at,
      int perRow,
      float scale,
      boolean presence,
      Matrix weights,
      Matrix out,
      int rows,
      int columns) {
    if (4 * L > PANEL) {
      scalar.addBytes(bytes, at, perRow, scale, presence, weights, out, rows, columns);
      return;
    }
    for (int column = 0; column < columns; column += 4 * L) {
      addBytesPanel(bytes, at, perRow, scale, presence, weights, out, rows, columns, column);
    }
  }

  private static void addBytesPanel(
      byte[] bytes,
      int at,
      int perRow,
      float scale,
      boolean presence,
      Matrix weights,
      Matrix out,
      int rows,
      int columns,
      int column) {
    float[] w = weights.values();
    float[] o = out.values();
    for (int r = 0; r < rows; r++) {
      int to = out.at() + r * columns + column;
      FloatVector s0 = FloatVector.fromArray(S, o, to);
      FloatVector s1 = FloatVector.fromArray(S, o, to + L);
      FloatVector s2 = FloatVector.fromArray(S, o, to + 2 * L);
      FloatVector s3 = FloatVector.fromArray(S, o, to + 3 * L);
      for (int word = 0; word < perRow; word += 8) {
        long rest = (long) LONGS.get(bytes, at + r * perRow + word);
        while (rest != 0) {
          int shift = Long.numberOfTrailingZeros(rest) & 56;
          int q = weights.at() + (word + (shift >>> 3)) * columns + column;
          float value = ((rest >>> shift) & 0xff) * scale;
          rest &= ~(0xffL << shift);
          if (presence) {
            int z = q + perRow * columns;
            s0 = s0.add(FloatVector.fromArray(S, w, z));
            s1 = s1.add(FloatVector.fromArray(S, w, z + L));
            s2 = s2.add(FloatVector.fromArray(S, w, z + 2 * L));
            s3 = s3.add(FloatVector.fromArray(S, w, z + 3 * L));
          }
          FloatVector x = FloatVector.broadcast(S, value);
          s0 = x.fma(FloatVector.fromArray(S, w, q), s0);
          s1 = x.fma(FloatVector.fromArray(S, w, q + L), s1);
          s2 = x.fma(FloatVector.fromArray(S, w, q + 2 * L), s2);
          s3 = x.fma(FloatVector.fromArray(S, w, q + 3 * L), s3);
        }
      }
      s0.intoArray(o, to);
      s1.intoArray(o, to + L);
      s2.intoArray(o, to + 2 * L);
      s3.intoArray(o, to + 3 * L);
    }
  }

  @Override
  public void addBytesGradient(
      byte[] bytes,
      int at,
      int perRow,
      float scale,
      boolean presence,
      Matrix weights,
      Matrix gradient,
      int rows,
      int columns) {
    if (4 * L > PANEL) {
      scalar.addBytesGradient(bytes, at, perRow, scale, presence, weights, gradient, rows, columns);
      return;
    }
    VectorKernelsGradients.addBytes(
        bytes, at, perRow, scale, presence, weights, gradient, rows, columns);
  }

  @Override
  public void columnSums(Matrix rows, int count, int columns, float[] sums, int sumsAt) {
    if (4 * L > PANEL) {
      scalar.columnSums(rows, count, columns, sums, sumsAt);
    } else {
      VectorKernelsGradients.columnSums(rows, count, columns, sums, sumsAt);
    }
  }

  @Override
  public void addToRows(float[] values, int at, Matrix from, Matrix out, int rows, int columns) {
    float[] f = from.values();
    float[] o = out.values();
    for (int j = 0; j < columns; j += L) {
      FloatVector added = FloatVector.fromArray(S, values, at + j);
      int fromAt = from.at() + j;
      int outAt = out.at() + j;
      for (int r = 0; r < rows; r++, fromAt += from.rowStride(), outAt += out.rowStride()) {
        FloatVector.fromArray(S, f, fromAt).add(added).intoArray(o, outAt);
      }
    }
  }

  @Override
  public void dropout(Matrix rows, int count, int columns, long firstRow, float keep, long seed) {
    VectorKernelsDropout.dropout(rows, count, columns, firstRow, keep, seed);
  }

  @Override
  public void tanh(float[] values, int at, int length) {
    int end = at + length - length % L;
    for (int i = at; i < end; i += L) {
      VectorKernelsExponential.tanh(FloatVector.fromArray(S, values, i)).intoArray(values, i);
    }
    scalar.tanh(values, end, at + length - end);
  }

  @Override
  public void bestColumn(
      Matrix scores, ColumnMasks masks, int[] maskOf, int rows, int[] best, float[] probability) {
    VectorKernelsSoftmax.bestColumn(scores, masks, maskOf, rows, best, probability);
  }

  @Override
  public double crossEntropy(
      Matrix scores,
      ColumnMasks masks,
      int[] maskOf,
      int[] classes,
      int at,
      float[] weights,
      float scale,
      int rows) {
    return VectorKernelsSoftmax.crossEntropy(
        scores, masks, maskOf, classes, at, weights, scale, rows);
  }
}
