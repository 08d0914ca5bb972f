package org.deepmem.image;

class KdumpZstdImageTest extends MemoryImageContract {
  @Override
  ImageFormat format() {
    return ImageFormat.KDUMP;
  }

  @Override
  byte[] write(TestMemory memory) {
    return new KdumpBytes(true, KdumpBytes.Codec.ZSTD).bytes(memory);
  }
}
