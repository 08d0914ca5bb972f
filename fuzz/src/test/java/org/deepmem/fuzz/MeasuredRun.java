package org.deepmem.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Runs an input, and counts what is allocated for it.
final class MeasuredRun {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private MeasuredRun() {}

  /// Runs an input, twice where it seems to want too much: the first run of a path through the code
  /// also loads and instruments classes.
  ///
  /// @throws AssertionError when a property is broken, or more is allocated than the target allows
  static void of(FuzzTarget target, byte[] input) throws Exception {
    long most = target.mostAllocated(input.length);
    if (allocated(target, input) > most) {
      long again = allocated(target, input);
      Checks.require(
          again <= most, "%d bytes allocated for an input of %d".formatted(again, input.length));
    }
  }

  private static long allocated(FuzzTarget target, byte[] input) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    target.run(input);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
