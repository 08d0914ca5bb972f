package org.deepmem.finding;

import java.time.Duration;
import java.time.Instant;

/// Whether two dumps are of one boot of one machine, so that an address means the same in both.
public enum SameBoot {
  YES,
  NO,
  /// One of them doesn't say when it was booted.
  UNKNOWN;

  /// A system that sets its clock moves the time of its boot with it.
  private static final Duration CLOCK_SET = Duration.ofSeconds(5);

  /// Compares system, release and time of boot.
  static SameBoot of(DumpIdentity one, DumpIdentity other) {
    boolean otherKernel =
        !one.family().equals(other.family())
            || (one.release().isPresent()
                && other.release().isPresent()
                && !one.release().equals(other.release()));
    if (otherKernel) {
      return NO;
    }
    if (one.booted().isEmpty() || other.booted().isEmpty()) {
      return UNKNOWN;
    }
    Instant first = one.booted().get();
    Duration apart = Duration.between(first, other.booted().get()).abs();
    return apart.compareTo(CLOCK_SET) <= 0 ? YES : NO;
  }
}
