package org.deepmem.image;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Memory written byte for byte: the file's offset is the physical address. Has no header, so no
/// notes.
final class RawImage {
  private RawImage() {}

  static MemoryImage open(Path file) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      List<MappedImage.FileRun> runs =
          List.of(new MappedImage.FileRun(new PhysicalRun(0, bytes.byteSize()), 0));
      return new MappedImage(file, ImageFormat.RAW, ImageNotes.NONE, arena, bytes, runs);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }
}
