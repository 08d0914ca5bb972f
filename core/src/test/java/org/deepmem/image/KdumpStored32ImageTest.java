package org.deepmem.image;

class KdumpStored32ImageTest extends MemoryImageContract {
  @Override
  ImageFormat format() {
    return ImageFormat.KDUMP;
  }

  @Override
  byte[] write(TestMemory memory) {
    return new KdumpBytes(false, KdumpBytes.Codec.STORED).bytes(memory);
  }
}
