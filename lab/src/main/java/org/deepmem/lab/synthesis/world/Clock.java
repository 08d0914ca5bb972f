package org.deepmem.lab.synthesis.world;

import org.deepmem.nn.SeededRandom;

/// Times of a system, in hundreds of nanoseconds since 1601.
///
/// @param boot when it started
/// @param now when its memory is recorded
record Clock(long boot, long now, ChurnTemplate churn) {
  static final long SECOND = 10_000_000;
  static final long MILLISECOND = 10_000;

  /// From one tick of the clock to the next: 15.625 ms.
  static final long TICK = 156_250;

  private static final long UNIX = 11_644_473_600L * SECOND;

  /// The time of seconds since 1970.
  static long ofUnix(long seconds) {
    return UNIX + seconds * SECOND;
  }

  /// Seconds since 1970.
  static long toUnix(long time) {
    return (time - UNIX) / SECOND;
  }

  /// A time after `from` and before `now`, as the world has things arrive.
  long after(long from, SeededRandom random) {
    long span = Math.max(2, now - from - 1);
    double share = (churn.arrival().draw(random) + Distribution.unit(random)) / 1001.0;
    return from + 1 + (long) (Math.clamp(share, 0, 0.999_999) * (span - 1));
  }

  /// The end of something that lived as long as the world has things live; before `now`.
  long end(long from, SeededRandom random) {
    long life = Math.max(1, churn.life().draw(random)) * MILLISECOND;
    long jitter = random.nextInt((int) MILLISECOND);
    return Math.max(from + 1, Math.min(now - 1, from + life + jitter));
  }

  /// A time between two others, `from` excluded and `to` too.
  static long between(long from, long to, SeededRandom random) {
    long span = to - from - 1;
    return span <= 0 ? from : from + 1 + (long) (Distribution.unit(random) * span);
  }

  /// The tick count at a time.
  int ticks(long time) {
    return (int) Math.max(0, (time - boot) / TICK);
  }
}
