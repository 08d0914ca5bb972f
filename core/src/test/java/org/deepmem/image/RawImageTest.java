package org.deepmem.image;

class RawImageTest extends MemoryImageContract {
  @Override
  ImageFormat format() {
    return ImageFormat.RAW;
  }

  @Override
  TestMemory memory() {
    return TestMemory.of(new PhysicalRun(0, 0x9000));
  }

  @Override
  byte[] write(TestMemory memory) {
    return memory.bytes();
  }

  @Override
  boolean knowsItsSize() {
    return false;
  }
}
