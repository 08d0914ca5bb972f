package org.deepmem.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deepmem.image.SparseImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class X64AddressSpaceTest {
  private static final long ROOT = 0x10_0000;
  private static final long KERNEL = 0xffff_8880_0000_0000L;

  private final SparseImage image = new SparseImage();

  @ParameterizedTest
  @CsvSource({"4,1", "4,2", "4,3", "5,1", "5,2", "5,3"})
  void translatesPagesOfEverySize(int levels, int level) {
    long size = 1L << (12 + 9 * (level - 1));
    long physical = 3L << 30;
    new TestPageTables(image, ROOT, levels).map(KERNEL, physical, level);
    X64AddressSpace space = new X64AddressSpace(image, ROOT, levels);

    assertThat(space.translate(KERNEL + 0x123))
        .isEqualTo(new Translation.Mapped(physical + 0x123, size));
    assertThat(space.physical(KERNEL + size - 1)).isEqualTo(physical + size - 1);
    assertThat(space.physical(KERNEL + size)).isEqualTo(AddressSpace.UNMAPPED);
    assertThat(space.kernelRuns()).containsExactly(new MappedRun(KERNEL, physical, size));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void namesTheLevelAtWhichAWalkEnds(int level) {
    TestPageTables tables = new TestPageTables(image, ROOT, 4).map(KERNEL, 0x5000);
    image.put(tables.entryAddress(KERNEL, level), 0);

    assertThat(new X64AddressSpace(image, ROOT, 4).translate(KERNEL))
        .isInstanceOfSatisfying(
            Translation.Unmapped.class, unmapped -> assertThat(unmapped.level()).isEqualTo(level));
  }

  @Test
  void refusesAddressesThatAreNotCanonical() {
    new TestPageTables(image, ROOT, 4).map(KERNEL, 0x5000);
    X64AddressSpace space = new X64AddressSpace(image, ROOT, 4);

    assertThat(space.translate(0x0000_8880_0000_0000L))
        .isEqualTo(new Translation.Unmapped(0, "not canonical"));
    assertThat(space.physical(0x1234_5678_9abc_def0L)).isEqualTo(AddressSpace.UNMAPPED);
  }

  @Test
  void translatesUserAddressesToo() {
    new TestPageTables(image, ROOT, 4).map(0x40_0000, 0x7000);

    assertThat(new X64AddressSpace(image, ROOT, 4).physical(0x40_0010)).isEqualTo(0x7010);
  }

  @Test
  void ignoresTheNoExecuteAndProtectionKeyBitsOfAnEntry() {
    TestPageTables tables = new TestPageTables(image, ROOT, 4);
    image.put(tables.entryAddress(KERNEL, 1), 0xfff0_0000_0000_5063L);

    assertThat(new X64AddressSpace(image, ROOT, 4).physical(KERNEL)).isEqualTo(0x5000);
  }

  @Test
  void joinsPagesThatAreAdjacentBothWays() {
    new TestPageTables(image, ROOT, 4)
        .map(KERNEL, 0x5000)
        .map(KERNEL + 0x1000, 0x6000)
        .map(KERNEL + 0x2000, 0x9000)
        .map(KERNEL + 0x4000, 0xa000);

    assertThat(new X64AddressSpace(image, ROOT, 4).kernelRuns())
        .containsExactly(
            new MappedRun(KERNEL, 0x5000, 0x2000),
            new MappedRun(KERNEL + 0x2000, 0x9000, 0x1000),
            new MappedRun(KERNEL + 0x4000, 0xa000, 0x1000));
  }

  @Test
  void readsAcrossPagesUpToTheFirstAbsentByte() {
    new TestPageTables(image, ROOT, 4).map(KERNEL, 0x5000).map(KERNEL + 0x1000, 0x9000);
    image.put(0x5ff8, 0x1111_1111_1111_1111L).put(0x9000, 0x2222_2222_2222_2222L);
    byte[] target = new byte[8192];

    int read = new X64AddressSpace(image, ROOT, 4).read(KERNEL + 0xffc, target, 0, 8192);

    assertThat(read).isEqualTo(4 + 4096);
    assertThat(target).startsWith(0x11, 0x11, 0x11, 0x11, 0x22, 0x22);
  }

  @Test
  void countsTablesThatTheDumpLacks() {
    TestPageTables tables = new TestPageTables(image, ROOT, 4).map(KERNEL, 0x5000);
    image.put(tables.entryAddress(KERNEL + (2L << 21), 2), 0x7777_0003L);
    X64AddressSpace space = new X64AddressSpace(image, ROOT, 4);

    assertThat(space.absentTables()).isEqualTo(1);
    assertThat(space.kernelRuns()).hasSize(1);
  }

  @Test
  void refusesTablesThatContainThemselves() {
    image.present(ROOT);
    for (int entry = 256; entry < 512; entry++) {
      image.put(ROOT + 8L * entry, ROOT | 3);
    }

    assertThatThrownBy(() -> new X64AddressSpace(image, ROOT, 4))
        .isInstanceOf(PagingException.class)
        .hasMessageContaining("contain themselves");
  }
}
