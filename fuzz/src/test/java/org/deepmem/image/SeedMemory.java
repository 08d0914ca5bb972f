package org.deepmem.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A few pages of memory, in the formats that have no writer among the tests.
final class SeedMemory {
  static final byte[] VMCOREINFO =
      "OSRELEASE=6.1.0\nPAGESIZE=4096\nSYMBOL(init_uts_ns)=ffffffff82a00000\n"
          .getBytes(StandardCharsets.US_ASCII);

  private SeedMemory() {}

  /// Two pages, a hole, a page.
  static TestMemory small() {
    return TestMemory.of(new PhysicalRun(0x0, 0x2000), new PhysicalRun(0x3000, 0x1000));
  }

  static byte[] lime() {
    TestMemory memory = small();
    ByteBuffer lime = ElfBytes.buffer((int) memory.presentBytes() + 32 * memory.runs().size());
    for (PhysicalRun run : memory.runs()) {
      lime.putInt(0x4c694d45).putInt(1).putLong(run.start()).putLong(run.end() - 1).putLong(0);
      lime.put(memory.bytes(), (int) run.start(), (int) run.length());
    }
    return lime.array();
  }

  static List<byte[]> kdumps() {
    List<byte[]> files = new ArrayList<>();
    for (KdumpBytes.Codec codec : KdumpBytes.Codec.values()) {
      files.add(
          new KdumpBytes(codec.ordinal() % 2 == 0, codec)
              .vmcoreinfo(new String(VMCOREINFO, StandardCharsets.US_ASCII))
              .notes(ElfBytes.noteBytes("QEMU", new byte[600]))
              .bytes(small()));
    }
    return files;
  }

  static List<byte[]> flattened() {
    List<byte[]> files = new ArrayList<>();
    for (byte[] file : kdumps().subList(0, 2)) {
      files.add(flattened(file));
    }
    files.add(flattened(ElfBytes.of64().memory(small()).bytes()));
    return files;
  }

  /// Records of an odd length, the first one written last.
  private static byte[] flattened(byte[] file) {
    int record = 5000;
    ByteBuffer out = ByteBuffer.allocate(4096 + file.length + 16 * (file.length / record + 2));
    out.put("makedumpfile".getBytes(StandardCharsets.US_ASCII));
    out.putLong(16, 1).putLong(24, 1).position(4096);
    for (int at = (file.length - 1) / record * record; at >= 0; at -= record) {
      int length = Math.min(record, file.length - at);
      out.putLong(at).putLong(length).put(file, at, length);
    }
    out.putLong(-1).putLong(-1);
    return java.util.Arrays.copyOf(out.array(), out.position());
  }
}
