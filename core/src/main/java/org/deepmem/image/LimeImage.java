package org.deepmem.image;

import java.util.ArrayList;
import java.util.List;

/// What the Linux Memory Extractor writes with `format=lime`, and AVML without compression: for
/// each range of memory a header of 32 bytes (magic, version, first address, last address, 8
/// reserved bytes), then its bytes. The last address is inclusive. (LiME, `doc/README.md`.)
final class LimeImage {
  private static final long MAGIC = 0x4c694d45L;
  private static final int HEADER = 32;
  private static final int VERSION = 1;

  private LimeImage() {}

  static MemoryImage open(ImageFile file) throws MalformedImageException {
    List<FileRun> runs = new ArrayList<>();
    DamageLog damage = new DamageLog();
    for (long at = 0; at < file.size(); ) {
      if (!file.has(at, HEADER) || file.u32(at) != MAGIC) {
        if (runs.isEmpty()) {
          throw file.malformed(at, "no whole LiME header; copy the file again");
        }
        damage.addUnknown(file.size() - at, at, "no LiME header where the next range should begin");
        break;
      }
      PhysicalRun memory = range(file, at);
      long available = Math.min(memory.length(), file.available(at + HEADER));
      if (available > 0) {
        runs.add(new FileRun(new PhysicalRun(memory.start(), available), at + HEADER));
      }
      if (available < memory.length()) {
        damage.add(
            new PhysicalRun(memory.start() + available, memory.length() - available),
            at + HEADER + available,
            "the file ends at 0x%x".formatted(file.size()));
        break;
      }
      at += HEADER + memory.length();
    }
    if (runs.isEmpty()) {
      throw file.malformed(file.size(), "a LiME file that holds no memory; copy it again");
    }
    return new MappedImage(file, ImageFormat.LIME, ImageNotes.NONE, damage.damage(), runs);
  }

  private static PhysicalRun range(ImageFile file, long at) throws MalformedImageException {
    long version = file.u32(at + 4);
    if (version != VERSION) {
      throw file.malformed(
          at + 4, "LiME version %d; only version %d is read".formatted(version, VERSION));
    }
    long first = file.u64(at + 8);
    long last = file.u64(at + 16);
    return PhysicalRuns.checked(file, at, first, last - first + 1);
  }
}
