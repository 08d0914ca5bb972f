package org.deepmem.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.deepmem.Allocation;
import org.deepmem.image.ImageNotes;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PhysicalRun;
import org.deepmem.image.RepeatedPageImage;
import org.deepmem.image.SparseImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables that map far more than there is: what it costs is bounded by what there is.
@Timeout(120)
class HostilePageTablesTest {
  private static final long GIB = 1L << 30;
  private static final long FAR = 1L << 51;
  private static final long MOST_BYTES = 512L << 20;

  /// Every page is a table with these entries.
  private static MemoryImage memory(IntToLongFunction entry, PhysicalRun... runs) {
    ByteBuffer page = ByteBuffer.allocate(MemoryImage.PAGE).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 512; i++) {
      page.putLong(entry.applyAsLong(i));
    }
    return new RepeatedPageImage(page.array(), List.of(runs), ImageNotes.NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void tablesThatAreAllOneTableAreRefused(int levels) throws Exception {
    MemoryImage image = memory(i -> (i + 1) * 4096L | 0x63, new PhysicalRun(0, 1 << 26));
    long allocated =
        Allocation.of(
            () ->
                assertThatThrownBy(() -> new X64AddressSpace(image, 0x1000, levels))
                    .isInstanceOf(PagingException.class)
                    .hasMessageMatching(".*(contain themselves|over and over)"));
    assertThat(allocated).isLessThan(MOST_BYTES);
  }

  /// One entry a level leads back to the level's own table, the others to pages.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aTableThatLeadsToItselfAtALevelIsWalkedAsAWindowsSelfMap(int level) throws Exception {
    SparseImage image = new SparseImage();
    TestPageTables tables = new TestPageTables(image, 0x10_0000, 4);
    long address = 0xffff_8880_0000_0000L;
    tables.map(address, 0x5000);
    long table = tables.entryAddress(address, level) & -4096L;
    tables.raw(table, 511, table | 0x63);
    CanonicalPages[] pages = new CanonicalPages[1];
    long allocated =
        Allocation.of(() -> pages[0] = CanonicalPages.of(new X64AddressSpace(image, 0x10_0000, 4)));
    assertThat(pages[0].canonical(0x5010)).isZero(); // not in the dump
    assertThat(pages[0].size()).isLessThanOrEqualTo(image.runs().size() * 8);
    assertThat(allocated).isLessThan(MOST_BYTES);
  }

  @Test
  void oneGigabyteThatIsMappedOverAndOverIsRefusedHoweverFarMemoryReaches() {
    MemoryImage image =
        memory(i -> 0xe3, new PhysicalRun(0, GIB), new PhysicalRun(FAR, MemoryImage.PAGE));
    assertThatThrownBy(() -> new X64AddressSpace(image, 0x1000, 4))
        .isInstanceOf(PagingException.class)
        .hasMessageContaining("over and over");
  }

  /// Each of 256 entries maps the same 512 GB, of which two pages are there.
  @Test
  void addressSpaceWithoutMemoryCostsNothing() throws Exception {
    SparseImage image = new SparseImage().present(FAR);
    for (int i = 0; i < 512; i++) {
      image.put(8L * i, 0x1063).put(0x1000 + 8L * i, i * GIB | 0xe3);
    }
    AddressSpace space = new X64AddressSpace(image, 0, 4);
    assertThat(space.kernelRuns().size()).isEqualTo(256);
    CanonicalPages[] pages = new CanonicalPages[1];
    assertThat(Allocation.of(() -> pages[0] = CanonicalPages.of(space))).isLessThan(MOST_BYTES);
    assertThat(pages[0].size()).isEqualTo(2);
  }
}
