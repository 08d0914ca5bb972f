package org.deepmem.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes Windows crash dumps, by the offsets of the public symbols' `_DUMP_HEADER` and
/// `_DUMP_HEADER64`.
public final class CrashDumpBytes {
  private static final int PAGE = MemoryImage.PAGE;

  private final boolean wide;
  private final ByteBuffer header;

  private CrashDumpBytes(boolean wide) {
    this.wide = wide;
    byte[] bytes = new byte[wide ? 0x2000 : 0x1000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) "PAGE".charAt(i % 4);
    }
    header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.put(4, (wide ? "DU64" : "DUMP").getBytes(StandardCharsets.US_ASCII));
    header.putInt(8, 15).putInt(0xc, 7601);
    header.putInt(wide ? 0x30 : 0x20, wide ? 0x8664 : 0x14c);
    header.putInt(wide ? 0x34 : 0x24, 2);
    header.put(0x5c, (byte) 1);
  }

  /// A whole dump of a memory that a test has made.
  ///
  /// @param wide whether the machine has 64 bits
  /// @param root physical address of its top page table
  public static byte[] of(boolean wide, long root, MemoryImage image) {
    return of(wide).word(0x10, root).full(copy(image));
  }

  /// The same, whose header also says where the list of processes is.
  ///
  /// @param processes address of `PsActiveProcessHead`
  public static byte[] of(boolean wide, long root, long processes, MemoryImage image) {
    return of(wide).word(0x10, root).word(wide ? 0x28 : 0x1c, processes).full(copy(image));
  }

  private static TestMemory copy(MemoryImage image) {
    byte[] bytes = new byte[(int) image.end()];
    for (PhysicalRun run : image.runs()) {
      image.read(run.start(), bytes, (int) run.start(), (int) run.length());
    }
    return new TestMemory(image.runs(), bytes);
  }

  static CrashDumpBytes of(boolean wide) {
    return new CrashDumpBytes(wide);
  }

  CrashDumpBytes word(int at, long value) {
    if (wide) {
      header.putLong(at, value);
    } else {
      header.putInt(at, (int) value);
    }
    return this;
  }

  CrashDumpBytes type(int type) {
    header.putInt(wide ? 0xf98 : 0xf88, type);
    return this;
  }

  byte[] full(TestMemory memory) {
    type(1);
    header.putInt(wide ? 0x88 : 0x64, memory.runs().size());
    int at = wide ? 0x98 : 0x6c;
    int word = wide ? 8 : 4;
    for (PhysicalRun run : memory.runs()) {
      word(at, run.start() / PAGE);
      word(at + word, run.length() / PAGE);
      at += 2 * word;
    }
    return withPages(header.array(), memory);
  }

  byte[] bitmap(TestMemory memory) {
    return bitmap(memory, wide ? "FDMP" : "SDMP", 5);
  }

  byte[] bitmap(TestMemory memory, String signature, int type) {
    type(type);
    int frames = memory.bytes().length / PAGE;
    int start = header.capacity();
    byte[] headers = Arrays.copyOf(header.array(), start + PAGE);
    ByteBuffer fields = ByteBuffer.wrap(headers).order(ByteOrder.LITTLE_ENDIAN);
    fields.put(start, (signature + "DUMP").getBytes(StandardCharsets.US_ASCII));
    fields.putLong(start + 0x20, headers.length);
    fields.putLong(start + 0x28, memory.presentBytes() / PAGE);
    fields.putLong(start + 0x30, frames);
    for (int frame = 0; frame < frames; frame++) {
      if (memory.isPresent((long) frame * PAGE)) {
        headers[start + 0x38 + frame / 8] |= (byte) (1 << frame % 8);
      }
    }
    return withPages(headers, memory);
  }

  private static byte[] withPages(byte[] headers, TestMemory memory) {
    ByteBuffer file = ByteBuffer.allocate((int) (headers.length + memory.presentBytes()));
    file.put(headers);
    for (PhysicalRun run : memory.runs()) {
      file.put(memory.bytes(), (int) run.start(), (int) run.length());
    }
    return file.array();
  }
}
