package org.deepmem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an ELF core's headers say, and where they say nothing that can be read.
class ElfCoreHeadersTest {
  private static final byte[] PAGE = new byte[MemoryImage.PAGE];

  @TempDir Path folder;

  private MemoryImage open(ElfBytes elf) throws IOException {
    return MemoryImages.open(Files.write(folder.resolve("core"), elf.bytes()));
  }

  @Test
  void notesGiveEveryCpusPageTablesAndVmcoreinfo() throws IOException {
    ElfBytes elf = ElfBytes.of64().note("CORE", new byte[336]);
    for (long root : new long[] {0x1234_5000L, 0x7_8000_6001L}) {
      ByteBuffer state = ElfBytes.buffer(440).putInt(0, 1).putInt(4, 440).putLong(416, root);
      elf.note("QEMU", state.array());
    }
    elf.note(
        "VMCOREINFO", "OSRELEASE=6.1\nKERNELOFFSET=0\n\0\0".getBytes(StandardCharsets.US_ASCII));
    try (MemoryImage image = open(elf.load(0, 0x1000, 4096, PAGE))) {
      assertThat(image.notes().pageTableRoots()).containsExactly(0x1234_5000L, 0x7_8000_6001L);
      assertThat(image.notes().vmcoreinfo()).hasValue("OSRELEASE=6.1\nKERNELOFFSET=0\n");
    }
  }

  @Test
  void whatTheFileLacksOfASegmentIsAbsent() throws IOException {
    try (MemoryImage image = open(ElfBytes.of64().load(0, 0x4000, 0x100000, PAGE))) {
      assertThat(image.runs()).containsExactly(new PhysicalRun(0x4000, 4096));
      assertThat(image.damage().isNone()).isTrue();
    }
  }

  @Test
  void ofOverlappingSegmentsTheLowerIsRead() throws IOException {
    byte[] second = new byte[MemoryImage.PAGE];
    second[0] = 1;
    second[MemoryImage.PAGE - 1] = 2;
    ElfBytes elf = ElfBytes.of64().load(0, 0x800, 4096, second).load(0, 0x1000, 4096, PAGE);
    byte[] target = new byte[0x1800];
    try (MemoryImage image = open(elf)) {
      assertThat(image.runs()).containsExactly(new PhysicalRun(0x800, 0x1800));
      assertThat(image.read(0x800, target, 0, target.length)).isEqualTo(0x1800);
    }
    assertThat(target[0xfff]).isEqualTo((byte) 2);
    assertThat(target[0x1000]).isZero();
  }

  /// `/proc/kcore` of an old kernel: no physical addresses, direct map base by KASLR.
  @Test
  void directMapTellsPhysicalAddressesWhereNoneAreRecorded() throws IOException {
    byte[] page = PAGE.clone();
    page[7] = 7;
    long base = 0xffff9d2a_c0000000L;
    ElfBytes elf =
        ElfBytes.of64()
            .load(0xffffffff81000000L, 0, 4096, PAGE)
            .load(0xffffb00000000000L, -1, 1L << 45, PAGE)
            .load(base + 0x100000, 0, 4096, page)
            .load(base + 0x1000, 0, 4096, PAGE);
    byte[] target = new byte[8];
    try (MemoryImage image = open(elf)) {
      assertThat(image.runs())
          .containsExactly(new PhysicalRun(0x1000, 4096), new PhysicalRun(0x100000, 4096));
      assertThat(image.read(0x100000, target, 0, 8)).isEqualTo(8);
    }
    assertThat(target[7]).isEqualTo((byte) 7);
  }

  @Test
  void aDirectMapThatStartsNowhereKnownIsRefused() {
    assertThatThrownBy(() -> open(ElfBytes.of64().load(0xffff888012345000L, 0, 4096, PAGE)))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageContaining("can't be told")
        .hasMessageContaining("0xffff888012345000");
  }

  @Test
  void aProcesssCoreIsRefused() {
    ElfBytes elf =
        ElfBytes.of64().load(0x400000, 0, 4096, PAGE).load(0x7ffff7dd0000L, 0, 4096, PAGE);
    assertThatThrownBy(() -> open(elf))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageContaining("a process's core");
  }

  @Test
  void anElfThatIsNoCoreIsRefused() {
    assertThatThrownBy(() -> open(ElfBytes.of64().type(2).load(0, 0x1000, 4096, PAGE)))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageContaining("2 (executable), no core");
  }

  @Test
  void aCoreWithoutMemoryIsRefused() {
    assertThatThrownBy(() -> open(ElfBytes.of64().note("CORE", new byte[4])))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageContaining("holds no memory");
  }

  @Test
  void memoryThatNoMachineHasIsRefused() {
    assertThatThrownBy(() -> open(ElfBytes.of64().load(0, Long.MAX_VALUE - 8, 4096, PAGE)))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageContaining("damaged");
    assertThatThrownBy(
            () -> open(ElfBytes.of64().load(0, 0x1000, 4096, PAGE).load(0, 1L << 63, 4096, PAGE)))
        .isInstanceOf(MalformedImageException.class);
  }

  /// So a small file would stand for more memory than there is address space to hold what is found.
  @Test
  void segmentsThatShareTheFilesBytesAreRefused() throws IOException {
    int segments = 8;
    ElfBytes elf = ElfBytes.of64();
    for (int i = 0; i < segments; i++) {
      elf.load(0, 0x10000L * (i + 1), 4096, PAGE);
    }
    ByteBuffer bytes = ByteBuffer.wrap(elf.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    int data = 64 + segments * 56 + 64;
    for (int i = 0; i < segments; i++) {
      bytes.putLong(64 + i * 56 + 8, data);
    }
    byte[] cut = Arrays.copyOf(bytes.array(), data + 4096);

    assertThatThrownBy(() -> MemoryImages.open(Files.write(folder.resolve("core"), cut)))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageContaining("several have the same bytes");
  }
}
