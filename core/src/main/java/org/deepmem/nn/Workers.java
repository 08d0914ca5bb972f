package org.deepmem.nn;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Threads that share out numbered blocks of work. Which thread takes which block is not fixed, so
/// a block must depend on its number alone; then results don't depend on the number of threads.
public final class Workers implements AutoCloseable {
  /// Work on one block.
  @FunctionalInterface
  public interface Task {
    /// @param block number of the block
    /// @param worker number of the thread, below [Workers#threads], for its scratch arrays
    void run(int block, int worker);
  }

  private final int threads;
  private final ExecutorService pool;

  public Workers(int threads) {
    this.threads = Math.max(1, threads);
    pool =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            runnable -> Thread.ofPlatform().daemon().name("deepmem-worker").unstarted(runnable));
  }

  /// One worker a processor.
  public static Workers perProcessor() {
    return new Workers(Runtime.getRuntime().availableProcessors());
  }

  /// Number of workers.
  public int threads() {
    return threads;
  }

  /// Runs blocks 0 to `blocks - 1` and returns when all are done. A failure of any of them is
  /// thrown here; blocks not begun by then are left out.
  public void run(int blocks, Task task) {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    int helpers = Math.min(threads, blocks) - 1;
    CountDownLatch done = new CountDownLatch(Math.max(0, helpers));
    for (int h = 1; h <= helpers; h++) {
      int worker = h;
      pool.execute(
          () -> {
            drain(next, blocks, task, worker, failure);
            done.countDown();
          });
    }
    drain(next, blocks, task, 0, failure);
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    switch (failure.get()) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
  }

  private static void drain(
      AtomicInteger next, int blocks, Task task, int worker, AtomicReference<Throwable> failure) {
    try {
      for (int b = next.getAndIncrement(); b < blocks; b = next.getAndIncrement()) {
        task.run(b, worker);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      next.set(blocks);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
