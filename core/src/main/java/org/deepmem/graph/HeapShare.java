package org.deepmem.graph;

/// How much of the heap a scan may count on: all of it, unless several scans share a JVM and each
/// is given its part. Stages that take what room there is ask here.
public final class HeapShare {
  private static final ScopedValue<Long> GIVEN = ScopedValue.newInstance();

  private HeapShare() {}

  /// Work whose room is bounded.
  ///
  /// @param <R> what it gives
  /// @param <X> how it fails
  @FunctionalInterface
  public interface Work<R, X extends Exception> {
    R run() throws X;
  }

  /// Runs work that is to make do with so many bytes of heap. It is a share to plan by, not one
  /// that is enforced; threads that the work starts don't know of it.
  public static <R, X extends Exception> R with(long bytes, Work<R, X> work) throws X {
    return ScopedValue.where(GIVEN, bytes).call(work::run);
  }

  /// Bytes that the caller may count on.
  public static long bytes() {
    return GIVEN.isBound() ? GIVEN.get() : Runtime.getRuntime().maxMemory();
  }
}
