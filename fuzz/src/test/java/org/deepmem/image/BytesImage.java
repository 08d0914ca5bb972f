package org.deepmem.image;

import java.nio.file.Path;
import java.util.List;

/// Memory from physical address 0 on.
///
/// @param bytes at least one
public record BytesImage(byte[] bytes) implements MemoryImage {
  @Override
  public Path path() {
    return Path.of("fuzzed");
  }

  @Override
  public ImageFormat format() {
    return ImageFormat.RAW;
  }

  @Override
  public List<PhysicalRun> runs() {
    return List.of(new PhysicalRun(0, bytes.length));
  }

  @Override
  public ImageNotes notes() {
    return ImageNotes.NONE;
  }

  @Override
  public int read(long physicalAddress, byte[] target, int offset, int length) {
    if (physicalAddress < 0 || physicalAddress >= bytes.length) {
      return 0;
    }
    int copied = (int) Math.min(length, bytes.length - physicalAddress);
    System.arraycopy(bytes, (int) physicalAddress, target, offset, copied);
    return copied;
  }

  @Override
  public void close() {}
}
