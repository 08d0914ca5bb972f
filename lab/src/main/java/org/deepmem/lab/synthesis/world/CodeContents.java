package org.deepmem.lab.synthesis.world;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.deepmem.nn.SeededRandom;

/// Pages of executables: instructions as compilers mix them, and headers.
final class CodeContents {
  private static final int PAGE = PageContents.PAGE;

  /// Longest sequence that is written at once.
  private static final int LONGEST = 24;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] STUB =
      "This program cannot be run in DOS mode.\r\r\n$".getBytes(StandardCharsets.US_ASCII);
  private static final String[] SECTIONS = {".text", ".data", ".rsrc", ".reloc"};

  private final boolean wide;

  CodeContents(WindowsSystemTraits traits) {
    wide = traits.is64Bit();
  }

  /// Functions with prologue, body, epilogue and padding.
  void fill(byte[] page, PagePointers pointers, SeededRandom random) {
    byte[] code = new byte[PAGE + LONGEST];
    int at = random.nextInt(8);
    int left = 4 + random.nextInt(40);
    while (at < PAGE) {
      if (left-- > 0) {
        at = instruction(code, at, pointers, random);
        continue;
      }
      code[at++] = (byte) (wide ? 0x5f : 0x5e);
      code[at++] = (byte) (random.nextInt(3) == 0 ? 0xc3 : wide ? 0xc3 : 0xc9);
      int padded = at + 15 & ~15;
      Arrays.fill(code, at, Math.min(padded, code.length), (byte) (wide ? 0xcc : 0x90));
      at = prologue(code, Math.min(padded, PAGE), random);
      left = 6 + random.nextInt(60);
    }
    System.arraycopy(code, 0, page, 0, PAGE);
  }

  private int prologue(byte[] code, int at, SeededRandom random) {
    int stack = 8 * (2 + random.nextInt(14));
    return wide
        ? put(code, at, 0x48, 0x89, 0x5c, 0x24, 8, 0x57, 0x48, 0x83, 0xec, stack)
        : put(code, at, 0x8b, 0xff, 0x55, 0x8b, 0xec, 0x83, 0xec, stack);
  }

  private int instruction(byte[] code, int at, PagePointers pointers, SeededRandom random) {
    int modrm = random.nextInt(256);
    int register = modrm & 7;
    int displacement = 4 * random.nextInt(32);
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> memory(code, at, 0x8b, modrm, displacement);
      case 3 -> memory(code, at, 0x89, modrm, displacement);
      case 4 -> memory(code, at, 0x8d, modrm, displacement);
      case 5 -> relative(code, put(code, at, 0xe8), random.nextInt(1 << 18) - (1 << 17));
      case 6, 7 -> put(code, at, 0x70 | random.nextInt(16), random.nextInt(100) - 30);
      case 8 -> put(code, at, 0x85, 0xc0 | register << 3 | register);
      case 9 -> put(code, at, 0x33, 0xc0 | register << 3 | register);
      case 10 ->
          wide ? put(code, at, 0x48, 0x83, 0xc0 | register, 8) : put(code, at, 0x50 | register);
      case 11 ->
          relative(
              code, put(code, at, 0xb8 | register), random.nextInt(1 << 1 + random.nextInt(29)));
      case 12 -> put(code, at, 0x83, 0xf8 | register, random.nextInt(32));
      case 13 ->
          relative(
              code, put(code, at, 0x0f, 0x80 | random.nextInt(16)), random.nextInt(1 << 12) - 2048);
      case 14 ->
          wide
              ? relative(
                  code, put(code, at, 0x48, 0x8b, 5 | register << 3), random.nextInt(1 << 20))
              : relative(code, put(code, at, 0x8b, 5 | register << 3), (int) pointers.code());
      default -> put(code, at, 0xeb, random.nextInt(60));
    };
  }

  /// An instruction on `[register + displacement]`.
  private int memory(byte[] code, int at, int opcode, int modrm, int displacement) {
    int base = modrm & 7;
    int operands = 0x40 | modrm & 0x38 | (base == 4 ? 5 : base);
    return wide
        ? put(code, at, 0x48 | modrm >> 6 & 1, opcode, operands, displacement)
        : put(code, at, opcode, operands, displacement);
  }

  private static int put(byte[] code, int at, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      code[at + i] = (byte) bytes[i];
    }
    return at + bytes.length;
  }

  private static int relative(byte[] code, int at, int value) {
    INT.set(code, at, value);
    return at + Integer.BYTES;
  }

  /// The headers of a DOS and PE executable with four sections.
  void header(byte[] page, SeededRandom random) {
    Arrays.fill(page, (byte) 0);
    page[0] = 'M';
    page[1] = 'Z';
    SHORT.set(page, 2, (short) 0x90);
    SHORT.set(page, 4, (short) 3);
    SHORT.set(page, 8, (short) 4);
    SHORT.set(page, 12, (short) 0xffff);
    int pe = 0xd8 + 8 * random.nextInt(6);
    INT.set(page, 0x3c, pe);
    System.arraycopy(STUB, 0, page, 0x4e, STUB.length);
    page[pe] = 'P';
    page[pe + 1] = 'E';
    SHORT.set(page, pe + 4, (short) (wide ? 0x8664 : 0x14c));
    SHORT.set(page, pe + 6, (short) SECTIONS.length);
    INT.set(page, pe + 8, 1_000_000_000 + random.nextInt(500_000_000));
    int optional = wide ? 0xf0 : 0xe0;
    SHORT.set(page, pe + 20, (short) optional);
    SHORT.set(page, pe + 22, (short) (wide ? 0x2022 : 0x2102));
    SHORT.set(page, pe + 24, (short) (wide ? 0x20b : 0x10b));
    int code = 0x1000 * (1 + random.nextInt(400));
    INT.set(page, pe + 28, code);
    INT.set(page, pe + 40, 0x1000 + random.nextInt(code));
    INT.set(page, pe + 44, 0x1000);
    INT.set(page, pe + 56, 0x1000);
    INT.set(page, pe + 60, 0x200);
    INT.set(page, pe + 80, code + 0x8000);
    INT.set(page, pe + 84, 0x400);
    int address = 0x1000;
    for (int i = 0; i < SECTIONS.length; i++) {
      int at = pe + 24 + optional + 40 * i;
      byte[] name = SECTIONS[i].getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(name, 0, page, at, name.length);
      int size = i == 0 ? code : 0x1000 * (1 + random.nextInt(4));
      INT.set(page, at + 8, size);
      INT.set(page, at + 12, address);
      INT.set(page, at + 16, size);
      INT.set(page, at + 20, address - 0xc00);
      INT.set(page, at + 36, i == 0 ? 0x60000020 : 0x40000040);
      address += size;
    }
  }
}
