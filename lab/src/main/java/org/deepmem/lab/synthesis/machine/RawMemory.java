package org.deepmem.lab.synthesis.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.deepmem.nn.SeededRandom;

/// Writes physical memory as a raw image: a byte's place in the file is its physical address.
final class RawMemory {
  private static final int BUFFER = 1 << 20;

  private final PhysicalMemory physical;
  private final FreeFrames free;
  private final long seed;

  RawMemory(PhysicalMemory physical, FreeFrames free, long seed) {
    this.physical = physical;
    this.free = free;
    this.seed = seed;
  }

  void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
      byte[] page = new byte[PhysicalMemory.PAGE];
      for (int pfn = 0; pfn < physical.frameCount(); pfn++) {
        buffer.put(contents(pfn, page));
        if (!buffer.hasRemaining() || pfn == physical.frameCount() - 1) {
          buffer.flip();
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
          buffer.clear();
        }
      }
    }
  }

  /// A frame's bytes; `page` is used for those that aren't kept.
  private byte[] contents(int pfn, byte[] page) {
    byte[] written = physical.written(pfn);
    if (written != null) {
      return written;
    }
    Arrays.fill(page, (byte) 0);
    if (physical.exists(pfn) && !physical.isUsed(pfn)) {
      free.fill(page, SeededRandom.of(seed, pfn));
    }
    return page;
  }
}
