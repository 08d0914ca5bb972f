package org.deepmem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a crash dump's headers say, and headers that lie.
class CrashDumpHeadersTest {
  private final TestMemory memory = TestMemory.withHoles();
  @TempDir Path folder;

  private MemoryImage open(byte[] bytes) throws IOException {
    return MemoryImages.open(Files.write(folder.resolve("MEMORY.DMP"), bytes));
  }

  @Test
  void the32BitHeaderSaysWhereTheKernelIs() throws IOException {
    CrashDumpBytes dump =
        CrashDumpBytes.of(false)
            .word(0x10, 0x185000)
            .word(0x18, 0x82988810L)
            .word(0x1c, 0x82980f18L)
            .word(0x60, 0x82969be8L);
    try (MemoryImage image = open(dump.full(memory))) {
      assertThat(image.notes().crash())
          .hasValue(
              new CrashNotes(
                  4, true, 7601, 0x185000, 0x82988810L, 0x82980f18L, 0x82969be8L, 0x14c, 2));
      assertThat(image.notes().pageTableRoots()).containsExactly(0x185000L);
    }
  }

  @Test
  void the64BitHeaderSaysWhereTheKernelIs() throws IOException {
    CrashDumpBytes dump =
        CrashDumpBytes.of(true)
            .word(0x10, 0x187000)
            .word(0x20, 0xfffff80002a4f650L)
            .word(0x28, 0xfffff80002a31350L)
            .word(0x80, 0xfffff800029f80a0L);
    try (MemoryImage image = open(dump.bitmap(memory))) {
      assertThat(image.notes().crash())
          .hasValue(
              new CrashNotes(
                  8,
                  false,
                  7601,
                  0x187000,
                  0xfffff80002a4f650L,
                  0xfffff80002a31350L,
                  0xfffff800029f80a0L,
                  0x8664,
                  2));
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void whatTheKernelNeverWroteIsLeftOut(boolean wide) throws IOException {
    try (MemoryImage image = open(CrashDumpBytes.of(wide).full(memory))) {
      CrashNotes crash = image.notes().crash().orElseThrow();
      assertThat(crash.directoryTableBase()).isZero();
      assertThat(crash.debuggerData()).isZero();
      assertThat(image.notes().pageTableRoots()).isEmpty();
    }
  }

  @Test
  void aBitmapOfTheKernelsPagesIsRead() throws IOException {
    try (MemoryImage image = open(CrashDumpBytes.of(true).bitmap(memory, "SDMP", 6))) {
      assertThat(image.runs()).isEqualTo(memory.runs());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, 'offset 0xf98: a Windows kernel memory dump'",
    "3, only the header was written",
    "4, 'minidump), with almost none of the memory; dump the whole machine'",
    "1162297680, of the unknown type 0x45474150",
  })
  void otherKindsAreRefused(int type, String reason) {
    byte[] file = CrashDumpBytes.of(true).full(memory);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(0xf98, type);
    refused(file, reason);
  }

  @ParameterizedTest
  @CsvSource({
    "0xa8, 0x5, run 1 begins at physical 0x5000",
    "0xa8, 0x7fffffffffffffff, 'x86 addresses end at'",
    "0xb0, 0x0, a run of 0x0 bytes at physical 0x8000",
    "0xb0, -1, 'x86 addresses end at'",
    "0x88, 0, '0 runs of memory, where the header has room for 42'",
    "0x88, 43, '43 runs of memory'",
  })
  void runsThatCanNotBeAreRefused(String at, String value, String reason) {
    byte[] file = CrashDumpBytes.of(true).full(memory);
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(Integer.decode(at), Long.decode(value));
    refused(file, reason);
  }

  @ParameterizedTest
  @CsvSource({
    "0x2000, 0, no SDMP or FDMP header",
    "0x2020, 0x2038, the first page at 0x2038 would lie in the headers",
    "0x2020, -8, the first page at",
    "0x2030, 0, a bitmap of 0 page frames",
    "0x2030, 0x10000000000, a bitmap of 0x2000000000 bytes doesn't fit",
    "0x2038, 0, ''",
  })
  void bitmapsThatCanNotBeAreRefused(String at, String value, String reason) {
    byte[] file = CrashDumpBytes.of(true).bitmap(memory);
    ByteBuffer fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    fields.putLong(Integer.decode(at), Long.decode(value));
    refused(file, reason.isEmpty() ? "holds no page" : reason);
  }

  @Test
  void aFileCutInItsHeadersIsRefused() {
    byte[] file = CrashDumpBytes.of(false).full(memory);
    refused(Arrays.copyOf(file, 0x800), "in its headers; copy it again");
    refused(Arrays.copyOf(file, 0x1000), "cut off before its first page");
  }

  private void refused(byte[] file, String reason) {
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageContaining(reason);
  }
}
