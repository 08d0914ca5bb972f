package org.deepmem.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A run of memory whose bytes lie uncompressed in a file.
///
/// @param memory the physical addresses
/// @param fileOffset where in the file the first byte lies
record FileRun(PhysicalRun memory, long fileOffset) {
  /// The runs sorted by address and cut where they overlap: of two that tell of the same memory,
  /// the one that starts lower keeps it.
  static List<FileRun> disjoint(List<FileRun> runs) {
    List<FileRun> sorted = new ArrayList<>(runs);
    sorted.sort(Comparator.comparingLong(run -> run.memory().start()));
    List<FileRun> disjoint = new ArrayList<>();
    long end = 0;
    for (FileRun run : sorted) {
      PhysicalRun memory = run.memory();
      long start = Math.max(memory.start(), end);
      if (start < memory.end()) {
        long skipped = start - memory.start();
        disjoint.add(
            new FileRun(new PhysicalRun(start, memory.end() - start), run.fileOffset() + skipped));
        end = memory.end();
      }
    }
    return disjoint;
  }
}
