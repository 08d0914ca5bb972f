package org.deepmem.paging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class X86PaeAddressSpaceTest extends AddressSpaceContract {
  /// 32-byte aligned, in the middle of a page.
  private static final long ROOT = 0x10_0a20;

  private final TestPageTables tables = TestPageTables.x86Pae(image, ROOT);

  @Override
  TestPageTables tables() {
    return tables;
  }

  @Override
  TableAddressSpace space(InvalidEntries invalid) {
    return new X86PaeAddressSpace(image, ROOT, invalid);
  }

  @Override
  long kernel() {
    return 0x8880_0000L;
  }

  @Override
  long[] pageSizes() {
    return new long[] {1L << 12, 1L << 21};
  }

  @Override
  int lastSlot() {
    return 1;
  }

  @Override
  long noAddress() {
    return 0x1_8880_0000L;
  }

  @Override
  long mapTablesIntoThemselves() {
    for (int i = 0; i < 4; i++) {
      long directory = tables.entryAddress(i * 0x4000_0000L, 2) & -4096;
      tables.entry(0xc000_0000L + i * 0x20_0000L, 2, directory | 0x63);
    }
    return 0xc000_0000L;
  }

  @Override
  long selfMapSize() {
    return 8L << 20;
  }

  @Override
  long entrySize() {
    return 8;
  }

  @Test
  void findsPagesBeyond4GigabytesAndIgnoresTheNoExecuteBit() {
    tables.entry(0x8880_0000L, 1, 0x8000_000f_ffff_f063L);

    assertThat(space().physical(0x8880_0123L)).isEqualTo(0xf_ffff_f123L);
  }

  @Test
  void leavesOutWhatLiesBelowTheKernel() {
    tables.map(0xbfff_f000L, 0x5000).map(0xc000_0000L, 0x6000);
    AddressSpace linux = new X86PaeAddressSpace(image, ROOT, InvalidEntries.ABSENT, 0xc000_0000L);

    assertThat(linux.kernelStart()).isEqualTo(0xc000_0000L);
    assertThat(linux.kernelRuns()).containsExactly(new MappedRun(0xc000_0000L, 0x6000, 0x1000));
    assertThat(linux.physical(0xbfff_f010L)).isEqualTo(0x5010);
  }

  @Test
  void isBoundedWhereEveryEntryLeadsToItsOwnTable() {
    long directory = 0x20_0000;
    for (int entry = 0; entry < 512; entry++) {
      tables.raw(directory, entry, directory | 3);
    }
    for (int entry = 0; entry < 4; entry++) {
      tables.raw(ROOT, entry, directory | 1);
    }

    assertThat(space().kernelRuns()).hasSize(1 << 19).allMatch(run -> run.length() == 4096);
  }
}
