package org.deepmem.image;

import java.util.List;

/// Memory written byte for byte: the file's offset is the physical address. Has no header, so no
/// notes. Whether such a file is memory at all shows only when a kernel is looked for in it; what
/// is plainly something else is refused here.
final class RawImage {
  private RawImage() {}

  static MemoryImage open(ImageFile file) throws MalformedImageException {
    ForeignFormat.refuse(file);
    FileRun whole = new FileRun(new PhysicalRun(0, file.size()), 0);
    return new MappedImage(file, ImageFormat.RAW, ImageNotes.NONE, Damage.NONE, List.of(whole));
  }
}
