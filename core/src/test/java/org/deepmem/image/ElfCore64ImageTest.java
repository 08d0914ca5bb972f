package org.deepmem.image;

class ElfCore64ImageTest extends MemoryImageContract {
  @Override
  ImageFormat format() {
    return ImageFormat.ELF_CORE;
  }

  @Override
  byte[] write(TestMemory memory) {
    return ElfBytes.of64().note("VMCOREINFO", new byte[] {'A', '=', '1'}).memory(memory).bytes();
  }
}
