package org.deepmem.benchmarks;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/// What the machine multiplies at best: OpenBLAS's product of `[rows × 64]` by `[64 × 64]`, in
/// single precision.
final class MatrixRate implements AutoCloseable {
  private static final int WIDTH = 64;

  private final int rows;
  private final FloatPointer a;
  private final FloatPointer b;
  private final FloatPointer c;

  MatrixRate(int rows, int threads) {
    this.rows = rows;
    openblas.blas_set_num_threads(threads);
    a = filled((long) rows * WIDTH);
    b = filled(WIDTH * WIDTH);
    c = filled((long) rows * WIDTH);
  }

  /// Multiplications and additions of a run.
  double operations() {
    return 2.0 * WIDTH * WIDTH * rows;
  }

  /// One product.
  void run() {
    openblas.cblas_sgemm(
        openblas.CblasRowMajor,
        openblas.CblasNoTrans,
        openblas.CblasNoTrans,
        rows,
        WIDTH,
        WIDTH,
        1f,
        a,
        WIDTH,
        b,
        WIDTH,
        0f,
        c,
        WIDTH);
  }

  /// Operations a second: the best of some runs.
  static double best(int rows, int threads, int runs) {
    try (MatrixRate rate = new MatrixRate(rows, threads)) {
      double best = Double.MAX_VALUE;
      for (int run = 0; run < runs; run++) {
        best = Math.min(best, Stopwatch.seconds(rate::run));
      }
      return rate.operations() / best;
    }
  }

  @Override
  public void close() {
    a.close();
    b.close();
    c.close();
  }

  private static FloatPointer filled(long size) {
    FloatPointer pointer = new FloatPointer(size);
    for (long i = 0; i < size; i++) {
      pointer.put(i, i % 13 * 0.1f);
    }
    return pointer;
  }
}
