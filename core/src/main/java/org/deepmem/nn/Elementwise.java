package org.deepmem.nn;

/// Loops over flat arrays that the compiler turns into vectors by itself, element by element, so
/// that their results don't depend on the width.
public final class Elementwise {
  private Elementwise() {}

  /// `v = max(v, 0)` on `[at, at + length)`.
  public static void relu(float[] v, int at, int length) {
    for (int i = at; i < at + length; i++) {
      v[i] = Math.max(v[i], 0f);
    }
  }

  /// The gradient through [#relu] and then dropout: `d` where the output is positive, times
  /// `scale`, else 0. Without a branch, which would be guessed wrong half the time: a positive
  /// float's bits are a positive whole number, whose negative has the sign bit set.
  public static void reluGradient(float[] output, float[] d, int at, int length, float scale) {
    for (int i = at; i < at + length; i++) {
      int positive = -Float.floatToRawIntBits(output[i]) >> 31;
      d[i] = Float.intBitsToFloat(Float.floatToRawIntBits(d[i] * scale) & positive);
    }
  }

  /// The gradient through tanh and then dropout that keeps the share `keep`: an output of exactly 0
  /// was dropped, unless everything is kept.
  public static void tanhGradient(float[] output, float[] d, int at, int length, float keep) {
    boolean all = keep >= 1f;
    for (int i = at; i < at + length; i++) {
      float t = output[i] * keep;
      d[i] = all || output[i] != 0f ? d[i] * (1f - t * t) / keep : 0f;
    }
  }

  /// `to += from`, `length` elements.
  public static void add(float[] from, int fromAt, float[] to, int toAt, int length) {
    for (int i = 0; i < length; i++) {
      to[toAt + i] += from[fromAt + i];
    }
  }

  /// The share that [#dropout] keeps: `keep` in steps of 1/256.
  public static float kept(float keep) {
    return keep >= 1f ? 1f : Math.round(keep * 256) / 256f;
  }

  /// [Kernels#dropout], element by element.
  static void dropout(Matrix rows, int count, int columns, long firstRow, float keep, long seed) {
    if (keep >= 1f) {
      return;
    }
    int limit = Math.round(keep * 256);
    float scale = 1f / kept(keep);
    float[] v = rows.values();
    for (int r = 0; r < count; r++) {
      int at = rows.at() + r * rows.rowStride();
      long state = SeededRandom.mix(seed + (firstRow + r) * SeededRandom.GOLDEN);
      for (int j = 0; j < columns; j += 8) {
        long bits = SeededRandom.mix(state + j);
        for (int i = 0; i < 8; i++) {
          boolean kept = ((bits >>> (8 * i)) & 0xff) < limit;
          v[at + j + i] = kept ? v[at + j + i] * scale : 0f;
        }
      }
    }
  }

  /// 1 / (1 + e^-x), the same bits on every machine.
  public static float logistic(float x) {
    return 1 / (1 + Exponential.exp(-x));
  }
}
