package org.deepmem.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Builds ELF cores for tests.
final class ElfBytes {
  private record Segment(
      int type, long virtualAddress, long physicalAddress, long memorySize, byte[] bytes) {}

  private final boolean wide;
  private final List<Segment> segments = new ArrayList<>();
  private boolean countInSection;
  private int type = 4;

  private ElfBytes(boolean wide) {
    this.wide = wide;
  }

  static ElfBytes of64() {
    return new ElfBytes(true);
  }

  static ElfBytes of32() {
    return new ElfBytes(false);
  }

  /// Sets `e_type`, 4 (core) otherwise.
  ElfBytes type(int newType) {
    type = newType;
    return this;
  }

  /// Writes the number of program headers into section header 0, as for 65,535 or more.
  ElfBytes countInSection() {
    countInSection = true;
    return this;
  }

  ElfBytes load(long virtualAddress, long physicalAddress, long memorySize, byte[] bytes) {
    segments.add(new Segment(1, virtualAddress, physicalAddress, memorySize, bytes));
    return this;
  }

  /// One segment a run.
  ElfBytes memory(TestMemory memory) {
    for (PhysicalRun run : memory.runs()) {
      byte[] bytes = new byte[(int) run.length()];
      System.arraycopy(memory.bytes(), (int) run.start(), bytes, 0, bytes.length);
      load(0, run.start(), run.length(), bytes);
    }
    return this;
  }

  ElfBytes note(String name, byte[] contents) {
    segments.add(new Segment(4, 0, 0, 0, noteBytes(name, contents)));
    return this;
  }

  /// A note as in a `PT_NOTE` segment.
  static byte[] noteBytes(String name, byte[] contents) {
    byte[] nameBytes = (name + "\0").getBytes(StandardCharsets.US_ASCII);
    int contentsAt = 12 + (nameBytes.length + 3 & ~3);
    ByteBuffer note = buffer(contentsAt + (contents.length + 3 & ~3));
    note.putInt(nameBytes.length).putInt(contents.length).putInt(0).put(nameBytes);
    note.put(contentsAt, contents);
    return note.array();
  }

  byte[] bytes() {
    int header = wide ? 64 : 52;
    int entry = wide ? 56 : 32;
    int sectionAt = header + segments.size() * entry;
    int dataAt = sectionAt + 64;
    int size = dataAt + segments.stream().mapToInt(segment -> segment.bytes().length).sum();
    ByteBuffer elf = buffer(size);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), 1, 1});
    elf.putShort(16, (short) type);
    elf.position(24);
    word(elf, 0);
    word(elf, header);
    word(elf, sectionAt);
    elf.putInt(0).putShort((short) header).putShort((short) entry);
    elf.putShort((short) (countInSection ? 0xffff : segments.size()));
    elf.putInt(sectionAt + (wide ? 44 : 28), countInSection ? segments.size() : 0);
    elf.position(header);
    for (Segment segment : segments) {
      putSegment(elf, segment, dataAt);
      elf.put(dataAt, segment.bytes());
      dataAt += segment.bytes().length;
    }
    return elf.array();
  }

  private void putSegment(ByteBuffer elf, Segment segment, int dataAt) {
    elf.putInt(segment.type());
    if (wide) {
      elf.putInt(0);
    }
    word(elf, dataAt);
    word(elf, segment.virtualAddress());
    word(elf, segment.physicalAddress());
    word(elf, segment.bytes().length);
    word(elf, segment.memorySize());
    if (wide) {
      elf.putLong(0);
    } else {
      elf.putInt(0).putInt(0);
    }
  }

  private void word(ByteBuffer elf, long value) {
    if (wide) {
      elf.putLong(value);
    } else {
      elf.putInt((int) value);
    }
  }

  static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
