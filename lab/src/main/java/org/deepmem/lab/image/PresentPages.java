package org.deepmem.lab.image;

import java.io.IOException;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PhysicalRun;

/// Goes through an image's readable pages.
final class PresentPages {
  /// Receives a page.
  @FunctionalInterface
  interface Sink {
    /// @param physicalAddress of its first present byte
    /// @param bytes its present bytes from index 0 on; reused for the next page
    /// @param length number of present bytes
    void accept(long physicalAddress, byte[] bytes, int length) throws IOException;
  }

  private PresentPages() {}

  /// Hands over the pages that the filter keeps, by ascending address.
  ///
  /// @return bytes handed over
  /// @throws IOException as the sink does, and when the image's file was changed meanwhile
  static long forEach(MemoryImage image, PageFilter filter, Sink sink) throws IOException {
    byte[] page = new byte[MemoryImage.PAGE];
    long total = 0;
    for (PhysicalRun run : image.runs()) {
      long at = run.start();
      while (at < run.end()) {
        long pageEnd = Math.floorDiv(at, MemoryImage.PAGE) * MemoryImage.PAGE + MemoryImage.PAGE;
        int wanted = (int) (Math.min(pageEnd, run.end()) - at);
        int length = image.read(at, page, 0, wanted);
        if (length > 0 && filter.keeps(at, page, length)) {
          sink.accept(at, page, length);
          total += length;
        }
        at += wanted;
      }
    }
    image.checkUnchanged();
    return total;
  }
}
