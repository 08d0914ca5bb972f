package org.deepmem.lab.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PhysicalRun;

/// An ELF core for the writers to read: three runs with holes between, zero pages, pages that
/// compress and pages that don't, VMCOREINFO and CR3.
final class SourceCore {
  static final List<PhysicalRun> RUNS =
      List.of(
          new PhysicalRun(0x1000, 0x9000),
          new PhysicalRun(0x100000, 0x40000),
          new PhysicalRun(0x2000000, 0x3000));
  static final String VMCOREINFO = "OSRELEASE=6.1.0-test\nPAGESIZE=4096\n";
  static final long CR3 = 0x2a16000;

  private SourceCore() {}

  static Path write(Path file) throws IOException {
    ByteBuffer state = buffer(440).putInt(0, 1).putLong(416, CR3);
    byte[] cpu = note("QEMU", state.array());
    byte[] info = note("VMCOREINFO", VMCOREINFO.getBytes(StandardCharsets.US_ASCII));
    int notesAt = 64 + 56 * (RUNS.size() + 1);
    int dataAt = notesAt + cpu.length + info.length;
    int size = dataAt + (int) RUNS.stream().mapToLong(PhysicalRun::length).sum();
    ByteBuffer elf = buffer(size);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
    elf.putShort((short) 4).putShort((short) 62).putInt(1).putLong(0).putLong(64).putLong(0);
    elf.putInt(0).putShort((short) 64).putShort((short) 56).putShort((short) (RUNS.size() + 1));
    elf.position(64);
    segment(elf, 4, notesAt, 0, cpu.length + info.length);
    Random random = new Random(11);
    for (PhysicalRun run : RUNS) {
      segment(elf, 1, dataAt, run.start(), run.length());
      for (long page = 0; page < run.length() / MemoryImage.PAGE; page++) {
        byte[] bytes = new byte[MemoryImage.PAGE];
        if (page % 4 == 0) {
          random.nextBytes(bytes);
        } else if (page % 4 < 3) {
          bytes[(int) page] = (byte) page;
        }
        elf.put(dataAt, bytes);
        dataAt += bytes.length;
      }
    }
    elf.put(notesAt, cpu).put(notesAt + cpu.length, info);
    return Files.write(file, elf.array());
  }

  private static void segment(ByteBuffer elf, int type, long offset, long address, long size) {
    elf.putInt(type).putInt(0).putLong(offset).putLong(address).putLong(address);
    elf.putLong(size).putLong(size).putLong(0);
  }

  private static byte[] note(String name, byte[] contents) {
    byte[] nameBytes = (name + "\0").getBytes(StandardCharsets.US_ASCII);
    int contentsAt = 12 + (nameBytes.length + 3 & ~3);
    ByteBuffer note = buffer(contentsAt + (contents.length + 3 & ~3));
    note.putInt(nameBytes.length).putInt(contents.length).putInt(0).put(nameBytes);
    return note.put(contentsAt, contents).array();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
