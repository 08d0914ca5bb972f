package org.deepmem.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Arithmetic on sorted runs of physical memory.
final class PhysicalRuns {
  /// x86 addresses at most this much memory (52 bits).
  static final long LIMIT = 1L << 52;

  private PhysicalRuns() {}

  /// A run that a header tells of.
  ///
  /// @param headerOffset where the header lies in the file
  /// @throws MalformedImageException when no machine has such memory
  static PhysicalRun checked(ImageFile file, long headerOffset, long start, long length)
      throws MalformedImageException {
    if (start < 0 || length <= 0 || start >= LIMIT || length > LIMIT - start) {
      throw file.malformed(
          headerOffset,
          "a run of 0x%x bytes at physical 0x%x; x86 addresses end at 0x%x, so the header is damaged"
              .formatted(length, start, LIMIT));
    }
    return new PhysicalRun(start, length);
  }

  /// Joins runs that touch or overlap.
  ///
  /// @param sorted by start address
  static List<PhysicalRun> merged(List<PhysicalRun> sorted) {
    List<PhysicalRun> merged = new ArrayList<>();
    for (PhysicalRun run : sorted) {
      PhysicalRun last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && run.start() <= last.end()) {
        long end = Math.max(last.end(), run.end());
        merged.set(merged.size() - 1, new PhysicalRun(last.start(), end - last.start()));
      } else {
        merged.add(run);
      }
    }
    return List.copyOf(merged);
  }

  /// Index of the last element that is at most `address`, or -1.
  static int lastAtOrBelow(long[] sortedStarts, long address) {
    int found = Arrays.binarySearch(sortedStarts, address);
    return found >= 0 ? found : -found - 2;
  }
}
