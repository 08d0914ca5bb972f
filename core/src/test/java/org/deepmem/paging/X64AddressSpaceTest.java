package org.deepmem.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deepmem.image.SparseImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class X64AddressSpaceTest extends AddressSpaceContract {
  private static final long ROOT = 0x10_0000;
  private static final long KERNEL = 0xffff_8880_0000_0000L;
  private static final int SELF_MAP_SLOT = 0x1ed;
  private static final long SELF_MAP = 0xffff_f680_0000_0000L;

  private final TestPageTables tables = new TestPageTables(image, ROOT, 4);

  @Override
  TestPageTables tables() {
    return tables;
  }

  @Override
  TableAddressSpace space(InvalidEntries invalid) {
    return new X64AddressSpace(image, ROOT, 4, invalid);
  }

  @Override
  long kernel() {
    return KERNEL;
  }

  @Override
  long[] pageSizes() {
    return new long[] {1L << 12, 1L << 21, 1L << 30};
  }

  @Override
  int lastSlot() {
    return 255;
  }

  @Override
  long noAddress() {
    return 0x0000_8880_0000_0000L;
  }

  @Override
  long mapTablesIntoThemselves() {
    tables.raw(ROOT, SELF_MAP_SLOT, ROOT | 0x63);
    return SELF_MAP;
  }

  @Override
  long selfMapSize() {
    return 1L << 39;
  }

  @Override
  long entrySize() {
    return 8;
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void walksFiveLevelsToo(int level) {
    SparseImage other = new SparseImage();
    long kernel = 0xff11_0000_0000_0000L;
    new TestPageTables(other, ROOT, 5).map(kernel, PHYSICAL, level);
    X64AddressSpace space = new X64AddressSpace(other, ROOT, 5);
    long size = pageSizes()[level - 1];

    assertThat(space.translate(kernel + 0x123))
        .isEqualTo(new Translation.Mapped(PHYSICAL + 0x123, size));
    assertThat(space.kernelRuns()).containsExactly(new MappedRun(kernel, PHYSICAL, size));
    assertThat(space.kernelStart()).isEqualTo(0xff00_0000_0000_0000L);
  }

  @Test
  void ignoresTheNoExecuteAndProtectionKeyBitsOfAnEntry() {
    image.put(tables.entryAddress(KERNEL, 1), 0xfff0_0000_0000_5063L);

    assertThat(new X64AddressSpace(image, ROOT, 4).physical(KERNEL)).isEqualTo(0x5000);
  }

  @Test
  void dropsTheHighBitsThatWindows10AddsToAFrameInTransition() {
    tables.entry(KERNEL, 1, 0x2000_0000_5880L);

    assertThat(space(InvalidEntries.WINDOWS_TRANSITION).physical(KERNEL)).isEqualTo(0x5000);
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
