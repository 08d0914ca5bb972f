package org.deepmem.kernel.windows;

import java.time.Duration;
import java.time.Instant;

/// Windows counts time in units of 100 nanoseconds, dates since the start of 1601.
final class WindowsTime {
  private static final long UNITS_A_SECOND = 10_000_000;
  private static final int NANOSECONDS_A_UNIT = 100;
  private static final long SECONDS_1601_TO_1970 = 11_644_473_600L;

  private WindowsTime() {}

  /// A date; any value is one.
  static Instant instant(long units) {
    return Instant.ofEpochSecond(
        Math.floorDiv(units, UNITS_A_SECOND) - SECONDS_1601_TO_1970,
        Math.floorMod(units, UNITS_A_SECOND) * NANOSECONDS_A_UNIT);
  }

  static Duration duration(long units) {
    return Duration.ofSeconds(
        Math.floorDiv(units, UNITS_A_SECOND),
        Math.floorMod(units, UNITS_A_SECOND) * NANOSECONDS_A_UNIT);
  }
}
