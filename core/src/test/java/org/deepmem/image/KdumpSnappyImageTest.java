package org.deepmem.image;

class KdumpSnappyImageTest extends MemoryImageContract {
  @Override
  ImageFormat format() {
    return ImageFormat.KDUMP;
  }

  @Override
  byte[] write(TestMemory memory) {
    return new KdumpBytes(true, KdumpBytes.Codec.SNAPPY).bytes(memory);
  }
}
