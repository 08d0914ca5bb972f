package org.deepmem.lab.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.deepmem.image.MemoryImage;

/// Writes LiME's format, version 1: a range for each run of present memory.
public final class LimeImageWriter implements ImageWriter {
  private static final int MAGIC = 0x4c694d45;
  private static final int HEADER = 32;

  private final PageFilter filter;

  /// @param filter pages to write
  public LimeImageWriter(PageFilter filter) {
    this.filter = filter;
  }

  @Override
  public long write(MemoryImage image, Path target) throws IOException {
    try (ImageOutput output = new ImageOutput(target)) {
      Ranges ranges = new Ranges(output);
      long bytes = PresentPages.forEach(image, filter, ranges::add);
      ranges.finish();
      return output.keep(bytes);
    }
  }

  /// What stands before a range's bytes.
  ///
  /// @param start first address
  /// @param end address after the last
  public static ByteBuffer header(long start, long end) {
    ByteBuffer fields = ImageOutput.buffer(HEADER);
    return fields.putInt(MAGIC).putInt(1).putLong(start).putLong(end - 1).rewind();
  }

  /// The range being written, whose header follows once its end is known.
  private static final class Ranges {
    private final ImageOutput output;
    private long header = -HEADER;
    private long start;
    private long end;

    Ranges(ImageOutput output) {
      this.output = output;
    }

    void add(long address, byte[] bytes, int length) throws IOException {
      if (start == end || address != end) {
        finish();
        header += HEADER + (end - start);
        start = address;
        end = address;
      }
      output.write(header + HEADER + (end - start), bytes, length);
      end += length;
    }

    void finish() throws IOException {
      if (start < end) {
        output.write(header, header(start, end).array(), HEADER);
      }
    }
  }
}
