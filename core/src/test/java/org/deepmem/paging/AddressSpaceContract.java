package org.deepmem.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deepmem.image.SparseImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every CPU mode does. A subclass says how its tables are made and how they are read.
abstract class AddressSpaceContract {
  /// A multiple of the largest page's size.
  static final long PHYSICAL = 3L << 30;

  private static final long FIRST_TABLE = 0x20_0000;
  private static final int TABLES = 12;

  final SparseImage image = new SparseImage();

  /// Empty tables; each call returns the same ones.
  abstract TestPageTables tables();

  abstract TableAddressSpace space(InvalidEntries invalid);

  /// A kernel address, a multiple of the largest page's size.
  abstract long kernel();

  /// Bytes of the page that an entry of each level maps, from level 1 on.
  abstract long[] pageSizes();

  /// Index of the top table's last entry, from the first of the kernel's half.
  abstract int lastSlot();

  /// A number that is no address in this mode.
  abstract long noAddress();

  final TableAddressSpace space() {
    return space(InvalidEntries.ABSENT);
  }

  @Test
  void translatesPagesOfEverySize() {
    for (int level = 1; level <= pageSizes().length; level++) {
      long size = pageSizes()[level - 1];
      tables().entry(kernel(), pageSizes().length, 0).map(kernel(), PHYSICAL, level);
      TableAddressSpace space = space();

      assertThat(space.translate(kernel() + 0x123))
          .isEqualTo(new Translation.Mapped(PHYSICAL + 0x123, size));
      assertThat(space.physical(kernel() + size - 1)).isEqualTo(PHYSICAL + size - 1);
      assertThat(space.physical(kernel() + size)).isEqualTo(AddressSpace.UNMAPPED);
      assertThat(space.kernelRuns()).containsExactly(new MappedRun(kernel(), PHYSICAL, size));
    }
  }

  @Test
  void namesTheLevelAtWhichAWalkEnds() {
    tables().map(kernel(), 0x5000);
    for (int level = 1; level <= space().levels(); level++) {
      tables().entry(kernel(), level, 0);

      assertThat(space().translate(kernel()))
          .isInstanceOfSatisfying(
              Translation.Unmapped.class,
              unmapped ->
                  assertThat(unmapped.reason()).contains("at level " + unmapped.level() + " of"))
          .extracting(unmapped -> ((Translation.Unmapped) unmapped).level())
          .isEqualTo(level);
      assertThat(space().kernelRuns()).isEmpty();
    }
  }

  @Test
  void refusesWhatIsNoAddress() {
    tables().map(kernel(), 0x5000);

    assertThat(space().translate(noAddress()))
        .isInstanceOfSatisfying(
            Translation.Unmapped.class, unmapped -> assertThat(unmapped.level()).isZero());
    assertThat(space().physical(noAddress())).isEqualTo(AddressSpace.UNMAPPED);
  }

  @Test
  void translatesUserAddressesButKeepsThemOutOfTheRuns() {
    tables().map(0x40_0000, 0x7000);

    assertThat(space().physical(0x40_0010)).isEqualTo(0x7010);
    assertThat(space().kernelRuns()).isEmpty();
  }

  @Test
  void beginsTheKernelsHalfAtItsFirstByte() {
    long start = space().kernelStart();
    tables().map(start, 0x5000).map(start - 0x1000, 0x6000);

    assertThat(space().kernelRuns()).containsExactly(new MappedRun(start, 0x5000, 0x1000));
  }

  @Test
  void joinsPagesThatAreAdjacentBothWays() {
    tables()
        .map(kernel(), 0x5000)
        .map(kernel() + 0x1000, 0x6000)
        .map(kernel() + 0x2000, 0x9000)
        .map(kernel() + 0x4000, 0xa000);

    assertThat(space().kernelRuns())
        .containsExactly(
            new MappedRun(kernel(), 0x5000, 0x2000),
            new MappedRun(kernel() + 0x2000, 0x9000, 0x1000),
            new MappedRun(kernel() + 0x4000, 0xa000, 0x1000));
  }

  @Test
  void readsAcrossPagesUpToTheFirstAbsentByte() {
    tables().map(kernel(), 0x5000).map(kernel() + 0x1000, 0x9000);
    image.put(0x5ff8, 0x1111_1111_1111_1111L).put(0x9000, 0x2222_2222_2222_2222L);
    byte[] target = new byte[8192];

    int read = space().read(kernel() + 0xffc, target, 0, 8192);

    assertThat(read).isEqualTo(4 + 4096);
    assertThat(target).startsWith(0x11, 0x11, 0x11, 0x11, 0x22, 0x22);
  }

  @Test
  void countsTablesThatTheDumpLacks() {
    tables().map(kernel(), 0x5000).entry(kernel() + 8 * pageSizes()[1], 2, 0x7777_0003L);

    assertThat(space().absentTables()).isEqualTo(1);
    assertThat(space().kernelRuns()).hasSize(1);
  }

  @Test
  void mapsAFrameBeyondTheImageButReadsNothingThere() {
    tables().map(kernel(), 0xffff_f000L);

    assertThat(space().physical(kernel())).isEqualTo(0xffff_f000L);
    assertThat(space().read(kernel(), new byte[8], 0, 8)).isZero();
  }

  @Test
  void readsEntriesInTransitionOnlyForWindows() {
    tables().transition(kernel(), 0x5000).map(kernel() + 0x1000, 0x9000);
    tables().entry(kernel() + 0x3000, 1, 0x7000 | 0xc80).entry(kernel() + 0x4000, 1, 0x8000 | 0x80);

    assertThat(space(InvalidEntries.ABSENT).kernelRuns())
        .containsExactly(new MappedRun(kernel() + 0x1000, 0x9000, 0x1000));
    TableAddressSpace windows = space(InvalidEntries.WINDOWS_TRANSITION);
    assertThat(windows.kernelRuns())
        .as("transition; neither prototype nor swapped out")
        .containsExactly(
            new MappedRun(kernel(), 0x5000, 0x1000),
            new MappedRun(kernel() + 0x1000, 0x9000, 0x1000));
    assertThat(windows.translate(kernel() + 8)).isEqualTo(new Translation.Mapped(0x5008, 0x1000));
  }

  @Test
  void takesATableInTransitionForATableWhateverItsProtection() {
    tables().map(kernel() + 0x3000, 0x5000).transitionOfTable(kernel(), 1);
    TableAddressSpace windows = space(InvalidEntries.WINDOWS_TRANSITION);

    assertThat(windows.translate(kernel() + 0x3000))
        .isEqualTo(new Translation.Mapped(0x5000, 0x1000));
    assertThat(windows.kernelRuns())
        .containsExactly(new MappedRun(kernel() + 0x3000, 0x5000, 0x1000));
  }

  /// Random tables that lead to each other, round in circles and out of memory; `kernelRuns` walks
  /// them all once, `translate` once an address.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void mapsInRunsWhatItTranslates(int seed) {
    Random random = new Random(seed);
    int[] indices = {0, 3, (int) (pageSizes()[1] / 4096) - 1};
    TestPageTables tables = tables();
    for (int table = 0; table < TABLES; table++) {
      for (int index : indices) {
        tables.raw(FIRST_TABLE + table * 0x1000, index, randomEntry(random));
      }
    }
    List<Long> tops = new ArrayList<>();
    long top = pageSizes()[1] / 4096;
    long topSize = 4096;
    for (int level = 1; level < space().levels(); level++) {
      topSize *= top;
    }
    for (long slot : new long[] {0, 1, lastSlot()}) {
      tops.add(space().kernelStart() + slot * topSize);
      tables.entry(tops.getLast(), space().levels(), FIRST_TABLE + tops.size() * 0x1000 | 3);
    }
    int mapped = 0;
    for (InvalidEntries invalid : InvalidEntries.values()) {
      TableAddressSpace space = space(invalid);
      for (int i = 0; i < 5000; i++) {
        long address = tops.get(random.nextInt(3)) + random.nextInt(4096);
        long size = topSize;
        for (int level = 1; level < space.levels(); level++) {
          size /= top;
          address += indices[random.nextInt(3)] * size;
        }
        long expected =
            space.translate(address) instanceof Translation.Mapped page
                ? page.physicalAddress()
                : AddressSpace.UNMAPPED;
        assertThat(space.kernelRuns().physical(address)).isEqualTo(expected);
        mapped += expected == AddressSpace.UNMAPPED ? 0 : 1;
      }
    }
    assertThat(mapped).isGreaterThan(100);
  }

  private static long randomEntry(Random random) {
    long frame =
        random.nextInt(6) == 0 ? 0x6666_6000 : FIRST_TABLE + random.nextInt(TABLES) * 4096L;
    long[] flags = {0x3, 0x3, 0x3, 0x83, 0x880, 0x800, 0xc80, 0x2};
    return frame | flags[random.nextInt(flags.length)];
  }

  @Test
  void tellsTheSelfMapFromTheRest() {
    long selfMap = mapTablesIntoThemselves();
    tables()
        .map(kernel(), 0x5000)
        .map(kernel() + 0x1000, tables().entryAddress(kernel(), 1) & -4096);
    MappedRuns runs = space().kernelRuns();
    int table = runs.indexOf(selfMap + (kernel() >>> 12) * entrySize() % selfMapSize(), -1);

    assertThat(table)
        .as("the table that maps the page, where the self-map shows it")
        .isNotNegative();
    assertThat(runs.inSelfMap(table)).isTrue();
    assertThat(runs.physical(selfMap + (kernel() >>> 12) * entrySize() % selfMapSize()))
        .isEqualTo(tables().entryAddress(kernel(), 1));
    for (int run = 0; run < runs.size(); run++) {
      assertThat(runs.inSelfMap(run))
          .isEqualTo(
              runs.virtualAddress(run) - selfMap < selfMapSize()
                  && runs.virtualAddress(run) - selfMap >= 0);
    }
    image.present(0x5000);
    assertThat(CanonicalPages.of(space()).canonical(tables().entryAddress(kernel(), 1) & -4096))
        .as("a table that is mapped elsewhere too")
        .isEqualTo(kernel() + 0x1000);
  }

  /// Adds what Windows adds, and says where the tables appear.
  abstract long mapTablesIntoThemselves();

  /// Bytes of the self-map.
  abstract long selfMapSize();

  abstract long entrySize();
}
