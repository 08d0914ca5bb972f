package org.deepmem.paging;

import java.util.List;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PhysicalRun;

/// What of a stretch of physical memory an image holds. Page tables may map any stretch, of which
/// the dump has little: who goes through it asks here, so that the work grows with the dump and not
/// with what its tables claim. Safe for use by several threads.
public final class PresentMemory {
  private final List<PhysicalRun> runs;

  /// Bytes present below the start of each run, and of all.
  private final long[] below;

  /// Takes a part that is present.
  @FunctionalInterface
  public interface Visitor {
    /// @param start physical address of the first byte
    /// @param end physical address after the last one
    void visit(long start, long end);
  }

  public PresentMemory(MemoryImage image) {
    runs = image.runs();
    below = new long[runs.size() + 1];
    for (int i = 0; i < runs.size(); i++) {
      below[i + 1] = below[i] + runs.get(i).length();
    }
  }

  /// Bytes of a stretch that are present.
  ///
  /// @param start physical address of the first byte, not negative
  /// @param length not negative; may lead beyond all memory
  public long bytes(long start, long length) {
    return below(end(start, length)) - below(start);
  }

  /// Visits the present parts of a stretch, in ascending order.
  ///
  /// @param start physical address of the first byte, not negative
  /// @param length not negative; may lead beyond all memory
  public void forEach(long start, long length, Visitor visitor) {
    long end = end(start, length);
    for (int i = firstEndingAfter(start); i < runs.size() && runs.get(i).start() < end; i++) {
      PhysicalRun run = runs.get(i);
      visitor.visit(Math.max(start, run.start()), Math.min(end, run.end()));
    }
  }

  private static long end(long start, long length) {
    return start > Long.MAX_VALUE - length ? Long.MAX_VALUE : start + length;
  }

  private long below(long address) {
    int run = firstEndingAfter(address);
    return run == runs.size()
        ? below[run]
        : below[run] + Math.max(0, address - runs.get(run).start());
  }

  /// Index of the first of the image's runs that ends after an address; their number where none
  /// does.
  int firstEndingAfter(long address) {
    int low = 0;
    int high = runs.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (runs.get(middle).end() > address) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
