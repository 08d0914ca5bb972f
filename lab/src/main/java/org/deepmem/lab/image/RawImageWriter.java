package org.deepmem.lab.image;

import java.io.IOException;
import java.nio.file.Path;
import org.deepmem.image.MemoryImage;

/// Writes memory byte for byte: the offset in the file is the physical address. Holes and pages
/// left out become zeros, which a file system that can keeps as holes.
public final class RawImageWriter implements ImageWriter {
  private final PageFilter filter;

  /// @param filter pages to write
  public RawImageWriter(PageFilter filter) {
    this.filter = filter;
  }

  /// Writes the memory below an address, as a tool does that knows the machine's memory size and no
  /// ROM above it.
  ///
  /// @param end first physical address left out
  public static RawImageWriter below(long end) {
    return new RawImageWriter((address, bytes, length) -> address < end);
  }

  @Override
  public long write(MemoryImage image, Path target) throws IOException {
    try (ImageOutput output = new ImageOutput(target)) {
      return output.keep(PresentPages.forEach(image, filter, output::write));
    }
  }
}
