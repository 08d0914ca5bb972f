package org.deepmem.lab.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.Deflater;
import org.deepmem.image.MemoryImage;

/// Writes a kdump-compressed file as makedumpfile does: plain, for a 64-bit kernel, pages
/// compressed with zlib one by one, those of zeros sharing one copy. The VMCOREINFO note is kept.
/// Of memory that ends inside a page, that page is left out, since the format knows whole pages
/// only.
public final class KdumpImageWriter implements ImageWriter {
  private static final int PAGE = MemoryImage.PAGE;
  private static final int DESCRIPTOR = 24;
  private static final int ZLIB = 1;
  private static final int STORED = 0;

  private final PageFilter filter;
  private final int level;

  /// @param filter pages to write
  /// @param level of zlib: 0 to store pages as they are, for a file that is compressed as a whole
  ///   afterwards, to 9 for the smallest
  public KdumpImageWriter(PageFilter filter, int level) {
    this.filter = filter.and((address, bytes, length) -> length == PAGE);
    this.level = level;
  }

  /// Writes every page, compressed at zlib's own middle level.
  public KdumpImageWriter() {
    this(PageFilter.ALL, 6);
  }

  @Override
  public long write(MemoryImage image, Path target) throws IOException {
    KdumpLayout layout = new KdumpLayout(image);
    long bytes =
        PresentPages.forEach(image, filter, (address, page, length) -> layout.add(address));
    Deflater deflater = new Deflater(level);
    try (ImageOutput output = new ImageOutput(target)) {
      layout.writeTo(output);
      Pages pages = new Pages(output, deflater, layout);
      PresentPages.forEach(image, filter, (address, page, length) -> pages.add(page));
      pages.flush();
      return output.keep(bytes);
    } finally {
      deflater.end();
    }
  }

  /// Appends pages and their descriptors.
  private static final class Pages {
    private static final int BATCH = 4096;

    private final ImageOutput output;
    private final Deflater deflater;
    private final byte[] compressed = new byte[PAGE];
    private final ByteBuffer descriptors = ImageOutput.buffer(BATCH * DESCRIPTOR);
    private long descriptorOffset;
    private long pageOffset;
    private long zeroPageOffset = -1;
    private int zeroPageSize;

    Pages(ImageOutput output, Deflater deflater, KdumpLayout layout) {
      this.output = output;
      this.deflater = deflater;
      descriptorOffset = layout.descriptorOffset();
      pageOffset = layout.pageOffset();
    }

    void add(byte[] page) throws IOException {
      boolean zero = !PageFilter.NOT_ZERO.keeps(0, page, PAGE);
      if (zero && zeroPageOffset >= 0) {
        describe(zeroPageOffset, zeroPageSize);
        return;
      }
      int size = compress(page);
      output.write(pageOffset, size == PAGE ? page : compressed, size);
      if (zero) {
        zeroPageOffset = pageOffset;
        zeroPageSize = size;
      }
      describe(pageOffset, size);
      pageOffset += size;
    }

    /// Size of the page in `compressed`; a page's when it is better stored.
    private int compress(byte[] page) {
      deflater.reset();
      deflater.setInput(page);
      deflater.finish();
      int size = deflater.deflate(compressed);
      return deflater.finished() && size < PAGE ? size : PAGE;
    }

    private void describe(long offset, int size) throws IOException {
      descriptors.putLong(offset).putInt(size).putInt(size == PAGE ? STORED : ZLIB).putLong(0);
      if (!descriptors.hasRemaining()) {
        flush();
      }
    }

    void flush() throws IOException {
      output.write(descriptorOffset, descriptors.array(), descriptors.position());
      descriptorOffset += descriptors.position();
      descriptors.clear();
    }
  }
}
