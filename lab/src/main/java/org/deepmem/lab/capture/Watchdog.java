package org.deepmem.lab.capture;

import java.time.Duration;

/// Bites when it isn't calmed in time: a guest that hangs is killed, and whoever reads from it
/// meets the end of its streams.
final class Watchdog implements AutoCloseable {
  private final Duration patience;
  private final Thread thread;
  private volatile long deadline;
  private volatile boolean bitten;

  Watchdog(Duration patience, Runnable bite) {
    this.patience = patience;
    calm();
    thread =
        Thread.ofVirtual()
            .name("lab-watchdog")
            .start(
                () -> {
                  if (sleepUntilDeadline()) {
                    bitten = true;
                    bite.run();
                  }
                });
  }

  /// Starts the time anew.
  void calm() {
    deadline = System.nanoTime() + patience.toNanos();
  }

  boolean hasBitten() {
    return bitten;
  }

  private boolean sleepUntilDeadline() {
    for (long left; (left = deadline - System.nanoTime()) > 0; ) {
      try {
        Thread.sleep(Duration.ofNanos(left));
      } catch (InterruptedException e) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
