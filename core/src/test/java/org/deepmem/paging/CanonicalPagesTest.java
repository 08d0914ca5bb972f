package org.deepmem.paging;

import static org.assertj.core.api.Assertions.assertThat;

import org.deepmem.image.SparseImage;
import org.junit.jupiter.api.Test;

class CanonicalPagesTest {
  private static final long ROOT = 0x100_0000;
  private static final long DIRECT = 0xffff_8880_0000_0000L;
  private static final long VMALLOC = 0xffff_c900_0000_0000L;
  private static final long IMAGE = 0xffff_ffff_8100_0000L;

  private final SparseImage memory = new SparseImage();
  private final TestPageTables tables = new TestPageTables(memory, ROOT, 4);

  private CanonicalPages pages() {
    return CanonicalPages.of(new X64AddressSpace(memory, ROOT, 4));
  }

  @Test
  void prefersTheLowestAliasOutsideTheDirectMap() {
    memory.present(0x5000).present(0x6000);
    tables.map(DIRECT, 0, 3).map(IMAGE, 0x5000).map(VMALLOC + 0x3000, 0x5000);
    CanonicalPages pages = pages();

    assertThat(pages.directMapDelta()).hasValue(DIRECT);
    assertThat(pages.canonical(0x5010)).isEqualTo(VMALLOC + 0x3010);
    assertThat(pages.canonical(0x6010)).isEqualTo(DIRECT + 0x6010);
  }

  @Test
  void numbersPresentPagesInOrderOfTheirCanonicalAddress() {
    memory.present(0x5000).present(0x6000);
    tables.map(DIRECT, 0, 3).map(VMALLOC, 0x5000);
    CanonicalPages pages = pages();

    assertThat(pages.size()).as("two pages and five tables").isEqualTo(7);
    assertThat(pages.virtualAddress(0)).isEqualTo(DIRECT + 0x6000);
    assertThat(pages.virtualAddress(1)).isEqualTo(DIRECT + ROOT);
    assertThat(pages.virtualAddress(6)).isEqualTo(VMALLOC);
    assertThat(pages.pageOf(0x5fff)).isEqualTo(6);
    assertThat(pages.physicalAddress(6)).isEqualTo(0x5000);
  }

  @Test
  void knowsNoPageThatIsAbsentOrUnmapped() {
    memory.present(0x5000).present(0x1_0000_0000L);
    tables.map(DIRECT, 0, 3);
    CanonicalPages pages = pages();

    assertThat(pages.pageOf(0x6000)).as("mapped, absent").isEqualTo(-1);
    assertThat(pages.pageOf(0x1_0000_0000L)).as("present, unmapped").isEqualTo(-1);
    assertThat(pages.canonical(0x1_0000_0000L)).isZero();
  }

  @Test
  void isEmptyWhereNothingIsMapped() {
    assertThat(pages().size()).isZero();
  }

  @Test
  void knowsTheDirectMapThoughMostOfTheFileIsZerosBetweenMemory() {
    memory.present(0x5000).present(0x6000);
    for (int page = 0; page < 40; page++) {
      memory.present(0x1_0000_0000L + 0x1000 * page);
    }
    tables.map(DIRECT, 0, 3).map(VMALLOC, 0x5000);
    CanonicalPages pages = pages();

    assertThat(pages.directMapDelta()).hasValue(DIRECT);
    assertThat(pages.canonical(0x5010)).isEqualTo(VMALLOC + 0x10);
  }

  @Test
  void namesByTheLowestAddressWhereNoOffsetCoversMostOfMemory() {
    memory.present(0x5000).present(0x6000).present(0x9000);
    tables.map(VMALLOC, 0x9000).map(VMALLOC + 0x1000, 0x5000);
    tables.map(VMALLOC + 0x4000, 0x5000).map(VMALLOC + 0x5000, 0x6000);
    CanonicalPages pages = pages();

    assertThat(pages.directMapDelta()).isEmpty();
    assertThat(pages.canonical(0x5010)).isEqualTo(VMALLOC + 0x1010);
    assertThat(pages.canonical(0x6010)).isEqualTo(VMALLOC + 0x5010);
    assertThat(pages.size()).isEqualTo(3);
  }

  @Test
  void windowsHasNoDirectMap() {
    memory.present(0x5000).present(0x6000);
    tables.map(DIRECT, 0, 3).map(VMALLOC, 0x5000);
    CanonicalPages pages =
        CanonicalPages.of(new X64AddressSpace(memory, ROOT, 4, InvalidEntries.WINDOWS_TRANSITION));

    assertThat(pages.directMapDelta()).isEmpty();
    assertThat(pages.canonical(0x5010)).isEqualTo(DIRECT + 0x5010);
  }
}
