package org.deepmem.image;

import java.util.List;

/// Memory written byte for byte: the file's offset is the physical address. Has no header, so no
/// notes.
final class RawImage {
  private RawImage() {}

  static MemoryImage open(ImageFile file) throws MalformedImageException {
    if (file.size() < MemoryImage.PAGE) {
      throw file.malformed(0, "%d bytes, less than a page; no memory dump".formatted(file.size()));
    }
    FileRun whole = new FileRun(new PhysicalRun(0, file.size()), 0);
    return new MappedImage(file, ImageFormat.RAW, ImageNotes.NONE, Damage.NONE, List.of(whole));
  }
}
