package org.deepmem.paging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class X86AddressSpaceTest extends AddressSpaceContract {
  private static final long ROOT = 0x10_0000;

  private final TestPageTables tables = TestPageTables.x86(image, ROOT);

  @Override
  TestPageTables tables() {
    return tables;
  }

  @Override
  TableAddressSpace space(InvalidEntries invalid) {
    return new X86AddressSpace(image, ROOT, invalid);
  }

  @Override
  long kernel() {
    return 0x8880_0000L;
  }

  @Override
  long[] pageSizes() {
    return new long[] {1L << 12, 1L << 22};
  }

  @Override
  int lastSlot() {
    return 511;
  }

  @Override
  long noAddress() {
    return 0x1_8880_0000L;
  }

  @Override
  long mapTablesIntoThemselves() {
    tables.raw(ROOT, 0x300, ROOT | 0x63);
    return 0xc000_0000L;
  }

  @Override
  long selfMapSize() {
    return 4L << 20;
  }

  @Override
  long entrySize() {
    return 4;
  }

  @Test
  void findsLargePagesBeyond4GigabytesByPse36() {
    tables.map(0x8880_0000L, 0x7f_0040_0000L, 2);

    assertThat(space().physical(0x8880_0123L)).isEqualTo(0x7f_0040_0123L);
    assertThat(space().kernelRuns())
        .containsExactly(new MappedRun(0x8880_0000L, 0x7f_0040_0000L, 4 << 20));
  }

  @Test
  void isBoundedWhereEveryEntryLeadsToItsOwnTable() {
    for (int entry = 0; entry < 1024; entry++) {
      tables.raw(ROOT, entry, ROOT | 3);
    }

    assertThat(space().kernelRuns()).hasSize(1 << 19).allMatch(run -> run.length() == 4096);
  }
}
