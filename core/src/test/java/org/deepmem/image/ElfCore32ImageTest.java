package org.deepmem.image;

class ElfCore32ImageTest extends MemoryImageContract {
  @Override
  ImageFormat format() {
    return ImageFormat.ELF_CORE;
  }

  @Override
  byte[] write(TestMemory memory) {
    return ElfBytes.of32().countInSection().memory(memory).bytes();
  }
}
