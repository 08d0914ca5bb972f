package org.deepmem.image;

import java.nio.file.Path;

/// A file that is in memory.
final class BytesFile extends ImageFile {
  private final byte[] bytes;

  BytesFile(byte[] bytes) {
    super(Path.of("fuzzed"));
    this.bytes = bytes;
  }

  @Override
  long size() {
    return bytes.length;
  }

  @Override
  long available(long offset) {
    return offset >= 0 && offset < bytes.length ? bytes.length - offset : 0;
  }

  @Override
  void copy(long offset, byte[] target, int targetOffset, int length) {
    System.arraycopy(bytes, Math.toIntExact(offset), target, targetOffset, length);
  }

  @Override
  void checkUnchanged() {}

  @Override
  public void close() {}
}
