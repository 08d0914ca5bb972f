package org.deepmem.lab.capture;

import java.util.Arrays;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PhysicalRun;

/// Of which moment the pages of a live dump are, by comparison with the two dumps for which the
/// guest was paused. Pages are compared as a whole.
///
/// @param pages that the live dump has
/// @param changed those that differ between the paused dumps
/// @param differFromBefore those that differ from the first paused dump
/// @param differFromAfter those that differ from the second
/// @param ofNeither those that differ from both: they were of this form only in between
public record Smear(
    long pages, long changed, long differFromBefore, long differFromAfter, long ofNeither) {

  /// Compares all pages of the live dump.
  static Smear of(MemoryImage live, MemoryImage before, MemoryImage after) {
    byte[] now = new byte[MemoryImage.PAGE];
    byte[] earlier = new byte[MemoryImage.PAGE];
    byte[] later = new byte[MemoryImage.PAGE];
    long[] counts = new long[5];
    for (PhysicalRun run : live.runs()) {
      for (long at = run.start(); at < run.end(); at += MemoryImage.PAGE) {
        read(live, at, now);
        read(before, at, earlier);
        read(after, at, later);
        boolean fromBefore = !Arrays.equals(now, earlier);
        boolean fromAfter = !Arrays.equals(now, later);
        counts[0]++;
        counts[1] += Arrays.equals(earlier, later) ? 0 : 1;
        counts[2] += fromBefore ? 1 : 0;
        counts[3] += fromAfter ? 1 : 0;
        counts[4] += fromBefore && fromAfter ? 1 : 0;
      }
    }
    return new Smear(counts[0], counts[1], counts[2], counts[3], counts[4]);
  }

  private static void read(MemoryImage image, long at, byte[] page) {
    int length = image.read(at, page, 0, page.length);
    Arrays.fill(page, length, page.length, (byte) 0);
  }
}
