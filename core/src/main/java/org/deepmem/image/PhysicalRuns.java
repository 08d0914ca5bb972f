package org.deepmem.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Arithmetic on sorted runs of physical memory.
final class PhysicalRuns {
  private PhysicalRuns() {}

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
