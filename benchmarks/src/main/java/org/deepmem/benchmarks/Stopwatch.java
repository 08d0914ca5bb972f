package org.deepmem.benchmarks;

/// Times work.
final class Stopwatch {
  private Stopwatch() {}

  /// Work that may fail.
  @FunctionalInterface
  interface Work<E extends Exception> {
    void run() throws E;
  }

  /// Seconds of wall time that the work takes.
  static <E extends Exception> double seconds(Work<E> work) throws E {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) * 1e-9;
  }
}
