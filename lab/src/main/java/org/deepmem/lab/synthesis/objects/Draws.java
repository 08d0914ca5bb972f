package org.deepmem.lab.synthesis.objects;

import java.util.List;
import org.deepmem.nn.SeededRandom;

/// Random numbers in the shapes that structures need.
final class Draws {
  private final SeededRandom random;

  Draws(SeededRandom random) {
    this.random = random;
  }

  /// The stream itself.
  SeededRandom stream() {
    return random;
  }

  /// Uniform in [0, bound).
  int below(int bound) {
    return random.nextInt(bound);
  }

  /// Uniform in [min, max].
  long between(long min, long max) {
    return min + (long) ((random.nextLong() >>> 11) * 0x1p-53 * (max - min + 1));
  }

  /// True with this probability.
  boolean chance(double probability) {
    return (random.nextLong() >>> 11) * 0x1p-53 < probability;
  }

  /// Any size from 1 to about `largest`, each power of two as likely as another.
  long magnitude(long largest) {
    int bits = 64 - Long.numberOfLeadingZeros(largest);
    long value = random.nextLong() >>> (63 - below(bits));
    return Math.max(1, value % largest);
  }

  long nextLong() {
    return random.nextLong();
  }

  /// One of some.
  <T> T of(List<T> values) {
    return values.get(below(values.size()));
  }

  /// One of some.
  long of(long... values) {
    return values[below(values.length)];
  }
}
