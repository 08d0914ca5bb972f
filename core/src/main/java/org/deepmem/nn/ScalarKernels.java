package org.deepmem.nn;

import java.util.Arrays;

/// The kernels in plain Java: the oracle of [VectorKernels] in tests, and what runs where the
/// Vector API's module is absent.
public final class ScalarKernels implements Kernels {

  @Override
  public void multiplyAdd(Matrix a, Matrix b, Matrix c, int rows, int inner, int columns) {
    for (int i = 0; i < rows; i++) {
      int ci = c.at() + i * c.rowStride();
      for (int k = 0; k < inner; k++) {
        float x = a.values()[a.at() + i * a.rowStride() + k * a.columnStride()];
        addScaled(x, b.values(), b.at() + k * b.rowStride(), c.values(), ci, columns);
      }
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
    float[] sum = new float[columns];
    for (int r = 0; r < rows; r++) {
      int low = neighbours.offsets()[from + r];
      int high = neighbours.offsets()[from + r + 1];
      Arrays.fill(sum, 0f);
      for (int p = low; p < high; p++) {
        int at = source.at() + neighbours.targets()[p] * source.rowStride();
        for (int j = 0; j < columns; j++) {
          sum[j] += source.values()[at + j];
        }
      }
      float scale = neighbours.mean() && high > low ? 1f / (high - low) : 1f;
      int at = out.at() + r * out.rowStride();
      for (int j = 0; j < columns; j++) {
        float value = sum[j] * scale;
        out.values()[at + j] = add ? out.values()[at + j] + value : value;
      }
    }
  }

  @Override
  public void addRows(
      int[] indices, int at, int perRow, Matrix table, Matrix out, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < perRow; i++) {
        int row = table.at() + indices[at + r * perRow + i] * columns;
        add(table.values(), row, out.values(), out.at() + r * columns, columns);
      }
    }
  }

  @Override
  public void addRowsGradient(
      int[] indices, int at, int perRow, Matrix table, Matrix gradient, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < perRow; i++) {
        int row = table.at() + indices[at + r * perRow + i] * columns;
        add(gradient.values(), gradient.at() + r * columns, table.values(), row, columns);
      }
    }
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
    for (int r = 0; r < rows; r++) {
      int outAt = out.at() + r * columns;
      for (int p = 0; p < perRow; p++) {
        int value = bytes[at + r * perRow + p] & 0xff;
        if (value == 0) {
          continue;
        }
        int row = weights.at() + p * columns;
        if (presence) {
          add(weights.values(), row + perRow * columns, out.values(), outAt, columns);
        }
        addScaled(value * scale, weights.values(), row, out.values(), outAt, columns);
      }
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
    for (int r = 0; r < rows; r++) {
      int from = gradient.at() + r * columns;
      for (int p = 0; p < perRow; p++) {
        int value = bytes[at + r * perRow + p] & 0xff;
        if (value == 0) {
          continue;
        }
        int row = weights.at() + p * columns;
        if (presence) {
          add(gradient.values(), from, weights.values(), row + perRow * columns, columns);
        }
        addScaled(value * scale, gradient.values(), from, weights.values(), row, columns);
      }
    }
  }

  @Override
  public void columnSums(Matrix rows, int count, int columns, float[] sums, int sumsAt) {
    for (int r = 0; r < count; r++) {
      add(rows.values(), rows.at() + r * rows.rowStride(), sums, sumsAt, columns);
    }
  }

  @Override
  public void addToRows(float[] values, int at, Matrix from, Matrix out, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      int fromAt = from.at() + r * from.rowStride();
      int outAt = out.at() + r * out.rowStride();
      for (int j = 0; j < columns; j++) {
        out.values()[outAt + j] = from.values()[fromAt + j] + values[at + j];
      }
    }
  }

  @Override
  public void dropout(Matrix rows, int count, int columns, long firstRow, float keep, long seed) {
    Elementwise.dropout(rows, count, columns, firstRow, keep, seed);
  }

  @Override
  public void tanh(float[] values, int at, int length) {
    for (int i = at; i < at + length; i++) {
      values[i] = Exponential.tanh(values[i]);
    }
  }

  @Override
  public void bestColumn(
      Matrix scores, ColumnMasks masks, int[] maskOf, int rows, int[] best, float[] probability) {
    int columns = masks.columns();
    float[] lanes = new float[PANEL];
    for (int r = 0; r < rows; r++) {
      int at = scores.at() + r * scores.rowStride();
      int mask = maskOf[r] * columns;
      for (int j = 0; j < columns; j++) {
        scores.values()[at + j] += masks.values()[mask + j];
      }
      int top = at;
      for (int j = at + 1; j < at + columns; j++) {
        top = scores.values()[j] > scores.values()[top] ? j : top;
      }
      best[r] = top - at;
      probability[r] = 1f / exponentials(scores.values(), at, scores.values()[top], columns, lanes);
    }
  }

  @Override
  public double crossEntropy(
      Matrix scores,
      ColumnMasks masks,
      int[] maskOf,
      int[] classes,
      int from,
      float[] weights,
      float scale,
      int rows) {
    int columns = masks.columns();
    float[] lanes = new float[PANEL];
    float[] values = scores.values();
    double loss = 0;
    for (int r = 0; r < rows; r++) {
      int at = scores.at() + r * scores.rowStride();
      int mask = maskOf[from + r] * columns;
      float highest = Float.NEGATIVE_INFINITY;
      for (int j = 0; j < columns; j++) {
        values[at + j] += masks.values()[mask + j];
        highest = Math.max(highest, values[at + j]);
      }
      int truth = classes[from + r];
      float margin = highest - values[at + truth];
      float sum = exponentials(values, at, highest, columns, lanes);
      loss += weights[truth] * (StrictMath.log(sum) + margin);
      float factor = weights[truth] * scale;
      spread(values, at, columns, masks.groups()[maskOf[from + r]], factor / sum);
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
      for (int j = at + group; j < at + done; j++) {
        values[j] *= share;
      }
    }
    Arrays.fill(values, at + done, at + columns, 0f);
  }

  /// Replaces the scores by `exp(score - highest)` and returns their sum.
  private static float exponentials(
      float[] values, int at, float highest, int columns, float[] lanes) {
    Arrays.fill(lanes, 0f);
    for (int j = 0; j < columns; j++) {
      float e = Exponential.exp(values[at + j] - highest);
      values[at + j] = e;
      lanes[j % PANEL] += e;
    }
    return foldLanes(lanes);
  }

  /// The sum of 64 lanes: halves added to each other until one is left.
  static float foldLanes(float[] lanes) {
    return foldLanes(lanes, PANEL);
  }

  /// The same of the first `count` lanes, a power of two.
  static float foldLanes(float[] lanes, int count) {
    for (int half = count / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        lanes[j] += lanes[j + half];
      }
    }
    return lanes[0];
  }

  private static void addScaled(
      float factor, float[] from, int fromAt, float[] to, int toAt, int columns) {
    for (int j = 0; j < columns; j++) {
      to[toAt + j] = Math.fma(factor, from[fromAt + j], to[toAt + j]);
    }
  }

  private static void add(float[] from, int fromAt, float[] to, int toAt, int columns) {
    for (int j = 0; j < columns; j++) {
      to[toAt + j] += from[fromAt + j];
    }
  }
}
