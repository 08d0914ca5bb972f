package org.deepmem.image;

class KdumpZlibImageTest extends MemoryImageContract {
  @Override
  ImageFormat format() {
    return ImageFormat.KDUMP;
  }

  @Override
  byte[] write(TestMemory memory) {
    return new KdumpBytes(true, KdumpBytes.Codec.ZLIB).bytes(memory);
  }
}
