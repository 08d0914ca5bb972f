package org.deepmem.lab.synthesis.machine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A PE image in the making, as it lies in memory once loaded. Offsets count from its base.
final class PeImage {
  static final int EXPORT = 0;
  static final int IMPORT = 1;
  static final int RESOURCE = 2;
  static final int DEBUG = 6;
  static final int IMPORT_ADDRESSES = 12;
  private static final int NT_HEADERS = 0xf8;
  private static final int DIRECTORIES = 16;
  private static final String STUB = "This program cannot be run in DOS mode.\r\r\n$";

  final WindowsSystem system;
  final KernelModule module;
  final long base;
  final List<PeSection> sections;
  final ByteBuffer bytes;
  final CodeMap code;
  private final int[] directoryStart = new int[DIRECTORIES];
  private final int[] directorySize = new int[DIRECTORIES];

  PeImage(
      WindowsSystem system,
      KernelModule module,
      long base,
      List<PeSection> sections,
      CodeMap code) {
    this.system = system;
    this.module = module;
    this.base = base;
    this.sections = sections;
    this.code = code;
    bytes = ByteBuffer.allocate(module.size()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The first section of a kind.
  PeSection section(PeSection.Kind kind) {
    for (PeSection section : sections) {
      if (section.kind() == kind) {
        return section;
      }
    }
    throw new IllegalArgumentException(module.name() + " has no section for " + kind);
  }

  boolean has(PeSection.Kind kind) {
    return sections.stream().anyMatch(section -> section.kind() == kind);
  }

  void directory(int number, int start, int size) {
    directoryStart[number] = start;
    directorySize[number] = size;
  }

  /// Writes a word of the system's size.
  void pointer(int at, long value) {
    if (system.is64Bit()) {
      bytes.putLong(at, value);
    } else {
      bytes.putInt(at, (int) value);
    }
  }

  void zero(int at, int count) {
    Arrays.fill(bytes.array(), at, at + count, (byte) 0);
  }

  /// Writes ASCII with a terminator.
  ///
  /// @return where it ends
  int text(int at, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    bytes.put(at, ascii);
    bytes.put(at + ascii.length, (byte) 0);
    return at + ascii.length + 1;
  }

  /// Writes the headers; call it last.
  void headers() {
    bytes.putShort(0, (short) 0x5a4d).putShort(2, (short) 0x90).putShort(4, (short) 3);
    bytes.putShort(8, (short) 4).putShort(0xc, (short) 0xffff).putShort(0x10, (short) 0xb8);
    bytes.putShort(0x18, (short) 0x40).putInt(0x3c, NT_HEADERS);
    bytes.putLong(0x40, 0xcd09b4000eba1f0eL).putInt(0x48, 0xcd4c01b8).put(0x4c, (byte) 0x21);
    text(0x4d, STUB);
    bytes.putInt(NT_HEADERS, 0x4550);
    int file = NT_HEADERS + 4;
    bytes.putShort(file, (short) system.peMachine()).putShort(file + 2, (short) sections.size());
    bytes.putInt(file + 4, module.timestamp());
    int optionalSize = system.is64Bit() ? 0xf0 : 0xe0;
    bytes.putShort(file + 16, (short) optionalSize);
    bytes.putShort(file + 18, (short) (system.is64Bit() ? 0x22 : 0x102));
    optional(file + 20);
    sectionTable(file + 20 + optionalSize);
  }

  private void optional(int at) {
    boolean wide = system.is64Bit();
    PeSection text = section(PeSection.Kind.CODE);
    bytes.putShort(at, (short) (wide ? 0x20b : 0x10b)).put(at + 2, (byte) 9);
    bytes.putInt(at + 4, size(true)).putInt(at + 8, size(false));
    bytes.putInt(at + 16, code.entryPoint()).putInt(at + 20, text.start());
    if (wide) {
      bytes.putLong(at + 24, base);
    } else {
      bytes.putInt(at + 24, section(PeSection.Kind.DATA).start()).putInt(at + 28, (int) base);
    }
    bytes.putInt(at + 32, PhysicalMemory.PAGE).putInt(at + 36, 0x200);
    for (int version = at + 40; version < at + 52; version += 4) {
      bytes.putShort(version, (short) system.majorVersion());
      bytes.putShort(version + 2, (short) system.minorVersion());
    }
    bytes.putInt(at + 56, module.size()).putInt(at + 60, 0x400).putInt(at + 64, module.checksum());
    bytes.putShort(at + 68, (short) 1).putShort(at + 70, (short) 0x140);
    int word = system.wordSize();
    bytes.putInt(at + 72, 0x40000).putInt(at + 72 + word, 0x1000);
    bytes.putInt(at + 72 + 2 * word, 0x100000).putInt(at + 72 + 3 * word, 0x1000);
    int directories = at + 72 + 4 * word + 4;
    bytes.putInt(directories, DIRECTORIES);
    for (int i = 0; i < DIRECTORIES; i++) {
      bytes.putInt(directories + 4 + 8 * i, directoryStart[i]);
      bytes.putInt(directories + 8 + 8 * i, directorySize[i]);
    }
  }

  private int size(boolean ofCode) {
    return sections.stream()
        .filter(s -> s.kind().isCode() == ofCode)
        .mapToInt(PeSection::size)
        .sum();
  }

  private void sectionTable(int start) {
    int at = start;
    int file = 0x400;
    for (PeSection section : sections) {
      byte[] name = section.name().getBytes(StandardCharsets.US_ASCII);
      bytes.put(at, name);
      bytes.putInt(at + 8, section.size() - 0x80).putInt(at + 12, section.start());
      bytes.putInt(at + 16, section.size()).putInt(at + 20, file);
      bytes.putInt(at + 36, section.kind().characteristics);
      file += section.size();
      at += 40;
    }
  }
}
