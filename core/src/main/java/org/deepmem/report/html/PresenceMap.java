package org.deepmem.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PhysicalRun;

/// How much of physical memory a dump has, in equal cells from address 0 on.
final class PresenceMap {
  private static final int MOST_CELLS = 32_768;
  private static final int WHOLE = 255;

  /// Bytes of memory in a cell: a power of two, a page at least.
  private final long cellBytes;

  private final long[] share;

  /// @param runs ascending, disjoint
  PresenceMap(List<PhysicalRun> runs) {
    long end = runs.isEmpty() ? 0 : runs.getLast().end();
    long bytes = MemoryImage.PAGE;
    while (bytes * MOST_CELLS < end) {
      bytes *= 2;
    }
    cellBytes = bytes;
    share = new long[Math.toIntExact((end + bytes - 1) / bytes)];
    for (PhysicalRun run : runs) {
      for (long at = run.start(); at < run.end(); ) {
        long next = Math.min(run.end(), (at / bytes + 1) * bytes);
        share[(int) (at / bytes)] += next - at;
        at = next;
      }
    }
    for (int i = 0; i < share.length; i++) {
      share[i] = share[i] == 0 ? 0 : Math.max(1, share[i] * WHOLE / bytes);
    }
  }

  /// A byte a cell: 255 where it is whole, 0 where nothing of it is there.
  void add(Columns columns) {
    columns.add("presence", 1, share);
  }

  void describe(JsonGenerator json) throws IOException {
    json.writeNumberField("cellBytes", cellBytes);
  }
}
