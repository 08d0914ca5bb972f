package org.deepmem.spark;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/// Lets scans into a JVM as far as its heap has room for them: each for as much as it needs, in the
/// order in which they come, so that a large one isn't overtaken for ever.
///
/// How much is needed was measured: the smallest heap with which dumps of 0.25 to 16 GB are scanned
/// (docs/fleet.md).
final class HeapGate {
  /// Bytes that any scan needs: a model, names, members, the rows of a table.
  static final long BASE = 448L << 20;

  /// Of a dump's memory, one part in so many is needed in the heap.
  static final int PART = 4;

  /// Bytes that Spark and the program's own classes take.
  private static final long OTHERS = 192L << 20;

  private final long capacity;
  private final int slots;

  /// A permit is a MB. Fair, so that it serves in order.
  private final Semaphore free;

  /// @param heap bytes that it may grow to
  /// @param slots how many tasks run at once
  HeapGate(long heap, int slots) {
    capacity = Math.max(0, heap - OTHERS);
    this.slots = Math.max(1, slots);
    free = new Semaphore(permits(capacity), true);
  }

  private static int permits(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, bytes >> 20);
  }

  /// Work in the heap.
  @FunctionalInterface
  interface Scan<R> {
    /// Does it.
    ///
    /// @param share bytes to count on
    R run(long share) throws IOException;
  }

  /// Bytes of heap that a scan needs at least.
  ///
  /// @param memory bytes of physical memory in the dump
  static long need(long memory) {
    return BASE + memory / PART;
  }

  /// Heap that an executor needs for a dump, in whole GB.
  static long gigabytes(long memory) {
    return (need(memory) + OTHERS + (1L << 30) - 1) >> 30;
  }

  /// Runs a scan when there is room for it.
  ///
  /// @param memory bytes of physical memory in the dump
  /// @throws TooLargeException when there never is
  <R> R run(long memory, Scan<R> scan) throws IOException, InterruptedException {
    if (need(memory) > capacity) {
      throw new TooLargeException(memory, capacity + OTHERS);
    }
    // With more than is needed a scan computes less twice, so that slots share what there is.
    long share = Math.max(need(memory), capacity / slots);
    free.acquire(permits(share));
    try {
      return scan.run(share);
    } finally {
      free.release(permits(share));
    }
  }
}
