package org.deepmem.image;

class KdumpLzoImageTest extends MemoryImageContract {
  @Override
  ImageFormat format() {
    return ImageFormat.KDUMP;
  }

  @Override
  byte[] write(TestMemory memory) {
    return new KdumpBytes(true, KdumpBytes.Codec.LZO).bytes(memory);
  }
}
