package org.deepmem.image;

class CrashDumpFull64ImageTest extends MemoryImageContract {
  @Override
  ImageFormat format() {
    return ImageFormat.CRASH_DUMP_64;
  }

  @Override
  byte[] write(TestMemory memory) {
    return CrashDumpBytes.of(true).full(memory);
  }
}
