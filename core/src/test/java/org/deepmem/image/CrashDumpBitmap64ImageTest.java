package org.deepmem.image;

class CrashDumpBitmap64ImageTest extends MemoryImageContract {
  @Override
  ImageFormat format() {
    return ImageFormat.CRASH_DUMP_64;
  }

  @Override
  byte[] write(TestMemory memory) {
    return CrashDumpBytes.of(true).bitmap(memory);
  }
}
