package org.deepmem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.deepmem.Allocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Headers that tell of anything: what a file costs is bounded by its own size, and nothing but the
/// documented exception tells of it.
@Timeout(180)
class HostileHeadersTest {
  private static final long MOST_BYTES = 64L << 20;
  private static final long[] EXTREMES = {
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -4096,
    1L << 52,
    (1L << 52) - 4096,
    1L << 40,
    0xffff_ffffL,
    0x7fff_ffffL,
    0x8000_0000L,
    0
  };

  @TempDir Path folder;

  /// A small good file of each format, and how many of its first bytes are headers.
  enum Format {
    ELF_64(0x120),
    ELF_32(0x100),
    LIME(0x40),
    KDUMP(0x4100),
    KDUMP_32(0x4100),
    FLATTENED(0x1400),
    CRASH_64(0x2000),
    CRASH_32(0x1000),
    CRASH_BITMAP(0x2100);

    private final int headers;

    Format(int headers) {
      this.headers = headers;
    }

    byte[] bytes() {
      TestMemory memory = TestMemory.withHoles();
      byte[] state = new byte[440];
      return switch (this) {
        case ELF_64 -> ElfBytes.of64().note("QEMU", state).memory(memory).bytes();
        case ELF_32 -> ElfBytes.of32().countInSection().memory(memory).bytes();
        case LIME -> lime(memory);
        case KDUMP -> kdump(true, memory);
        case KDUMP_32 -> kdump(false, memory);
        case FLATTENED -> KdumpFlattenedImageTest.flattened(kdump(true, memory));
        case CRASH_64 -> CrashDumpBytes.of(true).full(memory);
        case CRASH_32 -> CrashDumpBytes.of(false).full(memory);
        case CRASH_BITMAP -> CrashDumpBytes.of(true).bitmap(memory);
      };
    }

    private static byte[] kdump(boolean wide, TestMemory memory) {
      return new KdumpBytes(wide, KdumpBytes.Codec.ZLIB)
          .vmcoreinfo("OSRELEASE=6.1\n")
          .notes(ElfBytes.noteBytes("QEMU", new byte[440]))
          .bytes(memory);
    }

    private static byte[] lime(TestMemory memory) {
      ByteBuffer file = ElfBytes.buffer((int) (memory.presentBytes() + 32 * memory.runs().size()));
      for (PhysicalRun run : memory.runs()) {
        file.putInt(0x4c694d45).putInt(1).putLong(run.start()).putLong(run.end() - 1).putLong(0);
        file.put(memory.copy((int) run.start(), (int) run.length()));
      }
      return file.array();
    }
  }

  /// Extreme values that each number takes, one after the other.
  private static final int VALUES_A_NUMBER = 3;

  /// Every aligned number of the headers in turn takes extreme values, of 32 and of 64 bits.
  @ParameterizedTest
  @EnumSource
  void extremeNumbersAreRefusedOrRead(Format format) throws Exception {
    byte[] good = format.bytes();
    Path file = folder.resolve("extreme");
    int step = format.headers > 0x1000 ? 8 : 4;
    int refused = 0;
    int draw = 0;
    for (int at = 0; at + 8 <= Math.min(format.headers, good.length); at += step) {
      for (int width : new int[] {4, 8}) {
        for (int value = 0; value < VALUES_A_NUMBER; value++) {
          long extreme = EXTREMES[draw++ % EXTREMES.length];
          if (isPadding(good, at)) {
            continue; // of the many that mean nothing
          }
          byte[] bytes = good.clone();
          ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
          if (width == 4) {
            buffer.putInt(at, (int) extreme);
          } else {
            buffer.putLong(at, format == Format.FLATTENED ? Long.reverseBytes(extreme) : extreme);
          }
          Files.write(file, bytes);
          int[] faults = {0};
          long allocated = Allocation.of(() -> faults[0] += read(file) ? 0 : 1);
          refused += faults[0];
          assertThat(allocated).as("%s, 0x%x at 0x%x", format, extreme, at).isLessThan(MOST_BYTES);
        }
      }
    }
    assertThat(refused).isPositive();
  }

  /// What no reader looks at: zeros or the crash dump's filling for 64 bytes, but every 16th of it.
  private static boolean isPadding(byte[] good, int at) {
    byte[] around = Arrays.copyOfRange(good, Math.max(0, at - 32), Math.min(good.length, at + 32));
    byte[] same = around.clone();
    for (int i = 4; i < same.length; i++) {
      same[i] = same[i - 4];
    }
    return Arrays.equals(around, same) && at / 8 % 16 != 0;
  }

  /// Opens a file and reads all of it, if it is not too much.
  private static boolean read(Path file) throws IOException {
    try (MemoryImage image = MemoryImages.open(file)) {
      byte[] page = new byte[MemoryImage.PAGE];
      long read = 0;
      for (PhysicalRun run : image.runs()) {
        assertThat(run.length()).isPositive();
        assertThat(run.start()).isNotNegative();
        for (long at = run.start(); at < run.end() && read++ < 256; at += page.length) {
          assertThat(image.read(at, page, 0, page.length)).isBetween(0, page.length);
        }
        image.read(run.end() - 1, page, 0, page.length);
      }
      assertThat(image.read(image.end(), page, 0, 1)).isZero();
      assertThat(image.read(-1, page, 0, 1)).isZero();
      assertThat(image.damage().toString()).hasSizeLessThan(2000);
      return true;
    } catch (MalformedImageException e) {
      assertThat(e.getMessage()).contains("offset 0x").doesNotContain("\n");
      return false;
    }
  }

  /// 20,000 segments, all of which tell of the same 2 MB of notes.
  @Test
  void notesThatSegmentsShareAreReadWithinABound() throws Exception {
    int segments = 20_000;
    byte[] note = ElfBytes.noteBytes("QEMU", state(0x5000));
    int notes = 2 << 20;
    int at = 64 + 56 * segments;
    ByteBuffer elf = ElfBytes.buffer(at + notes);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).putShort(16, (short) 4);
    elf.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) segments);
    for (int i = 0; i < segments; i++) {
      elf.position(64 + 56 * i).putInt(i == 0 ? 1 : 4).putInt(0).putLong(at).putLong(0);
      elf.putLong(0x1000).putLong(i == 0 ? 4096 : notes).putLong(4096);
    }
    for (elf.position(at); elf.remaining() >= note.length; ) {
      elf.put(note);
    }
    Path file = Files.write(folder.resolve("notes"), elf.array());
    try (MemoryImage image = MemoryImages.open(file)) {
      assertThat(image.notes().pageTableRoots()).hasSize(8192).containsOnly(0x5000L);
    }
  }

  private static byte[] state(long root) {
    return ElfBytes.buffer(440).putInt(0, 1).putInt(4, 440).putLong(416, root).array();
  }

  @Test
  void segmentsThatShareBytesOfTheFileAreRefused() throws IOException {
    ByteBuffer elf = ByteBuffer.wrap(Format.ELF_64.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    int segments = 1000;
    ByteBuffer many = ElfBytes.buffer(64 + 56 * segments + (1 << 20));
    many.put(elf.array(), 0, 64).putLong(32, 64).putShort(56, (short) segments);
    for (int i = 0; i < segments; i++) {
      many.position(64 + 56 * i).putInt(1).putInt(0).putLong(64).putLong(0);
      many.putLong((1 + i) * 0x100_0000L).putLong(1 << 20).putLong(1 << 20);
    }
    Path file = Files.write(folder.resolve("shared"), many.array());
    assertThatThrownBy(() -> MemoryImages.open(file))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageContaining("several have the same bytes");
  }

  /// A terabyte, sparse: as much memory as its file claims is not held in memory.
  @Test
  void aSparseFileCostsNoMemory() throws Exception {
    Path file = folder.resolve("sparse.raw");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(new byte[] {1, 2, 3, 4});
      sparse.setLength(1L << 40);
    }
    long allocated =
        Allocation.of(
            () -> {
              try (MemoryImage image = MemoryImages.open(file)) {
                assertThat(image.presentBytes()).isEqualTo(1L << 40);
                assertThat(image.read((1L << 40) - 1, new byte[2], 0, 2)).isEqualTo(1);
              }
            });
    assertThat(allocated).isLessThan(MOST_BYTES);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((1L << 42) + 4096);
    }
    assertThatThrownBy(() -> MemoryImages.open(file))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageContaining("no more than 0x40000000000 are read");
  }

  /// 8,000 frames whose descriptors all lead to one page, which inflates to a megabyte and more.
  @ParameterizedTest
  @EnumSource
  void pagesThatInflateBeyondAPageAreLost(KdumpBytes.Codec codec) throws Exception {
    int frames = 8_000;
    int descriptors = 4 * 4096;
    byte[] bomb = bomb(codec);
    ByteBuffer file = ElfBytes.buffer(descriptors + frames * 24 + bomb.length);
    file.put("KDUMP   ".getBytes(StandardCharsets.US_ASCII)).putInt(6);
    file.put(12 + 4 * 65, "x86_64".getBytes(StandardCharsets.US_ASCII));
    file.position(424).putInt(0).putInt(4096).putInt(1).putInt(2).putInt(frames);
    file.putLong(4096 + 96, frames);
    Arrays.fill(file.array(), 2 * 4096, 2 * 4096 + frames / 8, (byte) -1);
    Arrays.fill(file.array(), 3 * 4096, 3 * 4096 + frames / 8, (byte) -1);
    file.position(descriptors);
    for (int frame = 0; frame < frames; frame++) {
      file.putLong(descriptors + frames * 24).putInt(bomb.length);
      file.putInt(flag(codec)).putLong(0);
    }
    file.put(bomb);
    Path path = Files.write(folder.resolve("bomb"), file.array());
    try (MemoryImage image = MemoryImages.open(path)) {
      byte[] page = new byte[MemoryImage.PAGE];
      long allocated =
          Allocation.of(
              () -> {
                for (int frame = 0; frame < frames; frame++) {
                  assertThat(image.read(frame * 4096L, page, 0, 4096)).isZero();
                }
              });
      assertThat(image.damage().toString()).contains("8000 pages");
      assertThat(allocated / frames).as("bytes a page").isLessThan(64 << 10);
    }
  }

  private static int flag(KdumpBytes.Codec codec) {
    return switch (codec) {
      case STORED -> 0;
      case ZLIB -> 1;
      case LZO -> 2;
      case SNAPPY -> 4;
      case ZSTD -> 0x20;
    };
  }

  /// As many zeros as fit, compressed, into what a page may take.
  private static byte[] bomb(KdumpBytes.Codec codec) {
    byte[] zeros = new byte[1 << 20];
    switch (codec) {
      case STORED -> {
        return new byte[8000];
      }
      case ZLIB -> {
        Deflater deflater = new Deflater(9);
        deflater.setInput(zeros);
        deflater.finish();
        byte[] target = new byte[8000];
        return Arrays.copyOf(target, deflater.deflate(target));
      }
      default -> {
        byte[] shorter = Arrays.copyOf(zeros, codec == KdumpBytes.Codec.SNAPPY ? 1 << 17 : 1 << 20);
        return KdumpBytes.compressed(codec, shorter);
      }
    }
  }
}
