package org.deepmem.kernel;

import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PhysicalRun;

/// Finds byte patterns in physical memory.
public final class PhysicalSearch {
  private static final int CHUNK = 1 << 20;

  private final MemoryImage image;

  public PhysicalSearch(MemoryImage image) {
    this.image = image;
  }

  /// Calls for every page that is present, in address order.
  public void pages(LongConsumer page) {
    for (PhysicalRun run : image.runs()) {
      long first = run.start() + MemoryImage.PAGE - 1 & -MemoryImage.PAGE;
      for (long at = first; at < run.end(); at += MemoryImage.PAGE) {
        page.accept(at);
      }
    }
  }

  /// Finds a pattern, in address order; one that crosses a hole isn't found.
  ///
  /// @param pattern 2 bytes or more
  /// @param found takes the physical address of a hit and returns whether to go on
  public void find(byte[] pattern, LongPredicate found) {
    byte[] chunk = new byte[CHUNK + pattern.length];
    for (PhysicalRun run : image.runs()) {
      for (long at = run.start(); at < run.end(); at += CHUNK) {
        int wanted = (int) Math.min(chunk.length, run.end() - at);
        int length = image.read(at, chunk, 0, wanted);
        int last = Math.min(length - pattern.length, CHUNK - 1);
        for (int i = Bytes.indexOf(chunk, pattern, 0, last);
            i >= 0;
            i = Bytes.indexOf(chunk, pattern, i + 1, last)) {
          if (!found.test(at + i)) {
            return;
          }
        }
      }
    }
  }
}
