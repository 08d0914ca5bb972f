package org.deepmem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.deepmem.image.KdumpBytes.Codec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a kdump file's headers say, and pages that are damaged.
class KdumpHeadersTest {
  private final TestMemory memory = TestMemory.withHoles();
  @TempDir Path folder;

  private MemoryImage open(byte[] bytes) throws IOException {
    return MemoryImages.open(Files.write(folder.resolve("vmcore"), bytes));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void notesAreKeptByBothLayouts(boolean wide) throws IOException {
    byte[] note =
        ElfBytes.noteBytes("QEMU", ElfBytes.buffer(440).putInt(0, 1).putLong(416, 0x5000).array());
    KdumpBytes kdump = new KdumpBytes(wide, Codec.ZLIB).vmcoreinfo("OSRELEASE=6.1\n").notes(note);
    try (MemoryImage image = open(kdump.bytes(memory))) {
      assertThat(image.notes().vmcoreinfo()).hasValue("OSRELEASE=6.1\n");
      assertThat(image.notes().pageTableRoots()).containsExactly(0x5000L);
      assertThat(image.runs()).isEqualTo(memory.runs());
    }
  }

  /// The second dumped page, frame 2, is all one byte, so every codec compresses it.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STORED")
  void aCorruptPageIsAbsentAndCountedOnce(Codec codec) throws IOException {
    byte[] file = new KdumpBytes(true, codec).bytes(memory);
    ByteBuffer fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int descriptor = 4 * 4096 + 24;
    int at = (int) fields.getLong(descriptor);
    fields.putInt(descriptor + 8, fields.getInt(descriptor + 8) - 1);
    byte[] page = new byte[4096];
    try (MemoryImage image = open(file)) {
      assertThat(image.damage().isNone()).isTrue();
      assertThat(image.read(0x1000, page, 0, 4096)).isEqualTo(4096);
      assertThat(image.read(0x2000, page, 0, 4096)).isZero();
      assertThat(image.read(0x2000, page, 0, 16)).isZero();
      assertThat(image.read(0x3000, page, 0, 4096)).isEqualTo(4096);
      assertThat(image.damage().pages()).isEqualTo(1);
      Damage.Loss loss = image.damage().losses().getFirst();
      assertThat(loss.memory()).hasValue(new PhysicalRun(0x2000, 0x1000));
      assertThat(loss.fileOffset()).isEqualTo(at);
    }
  }

  @Test
  void aPartOfASplitDumpIsRefused() {
    assertThatThrownBy(() -> open(new KdumpBytes(true, Codec.ZLIB).split().bytes(memory)))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageContaining("--reassemble");
  }

  @Test
  void pagesOfAnotherSizeAreRefused() {
    byte[] file = new KdumpBytes(true, Codec.ZLIB).bytes(memory);
    file[429] = 0x40;
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageContaining("offset 0x1ac: pages of 16384 bytes");
  }

  @Test
  void aFileWithoutPagesIsRefused() {
    byte[] file = new KdumpBytes(true, Codec.ZLIB).bytes(memory);
    Arrays.fill(file, 3 * 4096, 4 * 4096, (byte) 0);
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageContaining("holds no page");
  }

  @Test
  void aFlattenedElfCoreIsRead() throws IOException {
    byte[] elf = ElfBytes.of64().memory(memory).bytes();
    try (MemoryImage image = open(KdumpFlattenedImageTest.flattened(elf))) {
      assertThat(image.format()).isEqualTo(ImageFormat.ELF_CORE);
      assertThat(image.runs()).isEqualTo(memory.runs());
      byte[] page = new byte[4096];
      assertThat(image.read(0x4000, page, 0, 4096)).isEqualTo(4096);
      assertThat(page).isEqualTo(memory.copy(0x4000, 4096));
    }
  }
}
