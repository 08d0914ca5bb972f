package org.deepmem.nn;

/// A stream of random numbers that is the same on every machine and Java version: SplitMix64
/// (Steele, Lea and Flood, 2014).
public final class SeededRandom {
  static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private long state;

  public SeededRandom(long seed) {
    state = seed;
  }

  /// The stream of one purpose: of a round, of a graph, of a step.
  public static SeededRandom of(long seed, long... purpose) {
    long state = seed;
    for (long p : purpose) {
      state = mix(state + GOLDEN) ^ mix(p * GOLDEN + 1);
    }
    return new SeededRandom(state);
  }

  /// A number that depends on every bit of `z`.
  public static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }

  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /// Uniform in [0, bound).
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 33) * bound) >>> 31);
  }

  /// Uniform in [0, 1).
  public float nextFloat() {
    return (nextLong() >>> 40) * 0x1p-24f;
  }

  /// Normal with mean 0 and deviation 1, cut at two deviations: a value beyond is drawn anew.
  public float nextTruncatedNormal() {
    while (true) {
      double u = 1 - (nextLong() >>> 11) * 0x1p-53;
      double v = (nextLong() >>> 11) * 0x1p-53;
      double x = StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
      if (Math.abs(x) <= 2) {
        return (float) x;
      }
    }
  }

  /// Fills the first `rows` and `columns` of a matrix, row by row, with truncated normal values.
  ///
  /// @param spread their deviation before the cut
  public void fill(Matrix matrix, int rows, int columns, float spread) {
    for (int row = 0; row < rows; row++) {
      int at = matrix.at() + row * matrix.rowStride();
      for (int i = at; i < at + columns; i++) {
        matrix.values()[i] = nextTruncatedNormal() * spread;
      }
    }
  }

  /// Puts `values[from .. to)` in random order.
  public void shuffle(int[] values, int from, int to) {
    for (int i = to - 1; i > from; i--) {
      int j = from + nextInt(i - from + 1);
      int swap = values[i];
      values[i] = values[j];
      values[j] = swap;
    }
  }
}
