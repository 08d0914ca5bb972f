package org.deepmem.image;

import java.io.IOException;
import java.nio.file.Path;

/// Opens dumps. The format is told by the file's content, never by its name.
public final class MemoryImages {
  /// Bytes of memory beyond which a dump isn't read: its pages are numbered by 32 bits.
  private static final long MOST_MEMORY = 1L << 42;

  private MemoryImages() {}

  /// Opens a dump of any supported format. Where only a part of the file is readable, the image
  /// holds that part, and [MemoryImage#damage] tells of the rest.
  ///
  /// @throws MalformedImageException when the file is no dump, or too damaged to hold any memory
  /// @throws IOException when the file can't be read
  public static MemoryImage open(Path path) throws IOException {
    ImageFile file = MappedFile.open(path);
    try {
      MemoryImage image = ImageFormat.of(file).open(file);
      if (image.presentBytes() > MOST_MEMORY) {
        throw file.malformed(
            0,
            "tells of 0x%x bytes of memory; no more than 0x%x are read"
                .formatted(image.presentBytes(), MOST_MEMORY));
      }
      return image;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }
}
