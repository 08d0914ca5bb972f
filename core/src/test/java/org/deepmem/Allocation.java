package org.deepmem;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// How much the calling thread allocates.
public final class Allocation {
  private Allocation() {}

  /// Work that may fail.
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /// Bytes that the calling thread allocates for some work.
  public static long of(Work work) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
