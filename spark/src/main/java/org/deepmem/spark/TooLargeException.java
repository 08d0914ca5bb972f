package org.deepmem.spark;

import java.io.IOException;

/// A dump that no executor's heap has room for.
final class TooLargeException extends IOException {
  private static final long serialVersionUID = 1;

  /// @param memory bytes in the dump
  /// @param heap bytes of an executor's heap
  TooLargeException(long memory, long heap) {
    super(
        ("has %,d MB of memory, for which a heap of %d GB is needed, and here are %,d MB: give more"
                + " by spark-submit --executor-memory %2$dg, on one machine by"
                + " DEEPMEM_JAVA_OPTIONS=-Xmx%2$dg")
            .formatted(memory >> 20, HeapGate.gigabytes(memory), heap >> 20));
  }
}
