package org.deepmem.image;

import java.io.IOException;
import java.nio.file.Path;

/// Opens dumps. The format is told by the file's content, never by its name.
public final class MemoryImages {
  private MemoryImages() {}

  /// Opens a dump of any supported format.
  ///
  /// @throws MalformedImageException when the file is no dump, or a damaged one
  /// @throws IOException when the file can't be read
  public static MemoryImage open(Path file) throws IOException {
    return RawImage.open(file);
  }
}
