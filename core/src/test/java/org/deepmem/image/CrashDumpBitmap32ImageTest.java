package org.deepmem.image;

class CrashDumpBitmap32ImageTest extends MemoryImageContract {
  @Override
  ImageFormat format() {
    return ImageFormat.CRASH_DUMP_32;
  }

  @Override
  byte[] write(TestMemory memory) {
    return CrashDumpBytes.of(false).bitmap(memory);
  }
}
