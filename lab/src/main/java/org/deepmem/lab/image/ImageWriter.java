package org.deepmem.lab.image;

import java.io.IOException;
import java.nio.file.Path;
import org.deepmem.image.MemoryImage;

/// Writes memory in one format.
public interface ImageWriter {
  /// Writes what can be read of an image. Damaged pages are left out.
  ///
  /// @param image the memory
  /// @param target replaced when there; untouched when this fails
  /// @return bytes of memory written
  /// @throws IOException when the file can't be written, or no byte would be in it
  long write(MemoryImage image, Path target) throws IOException;
}
