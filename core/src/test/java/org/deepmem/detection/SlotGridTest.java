package org.deepmem.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Slots laid out as SLUB does.
class SlotGridTest {
  private static final long BASE = 0xffff888004000000L;

  /// Every so many-th slot of runs of pages, the object some bytes into it.
  private static long[] slots(int slot, int run, int every, int into) {
    return IntStream.range(0, 200)
        .filter(i -> i % every == 0)
        .mapToLong(
            i ->
                BASE
                    + (long) (i / (run / slot)) * 2 * run
                    + (long) (i % (run / slot)) * slot
                    + into)
        .toArray();
  }

  @Test
  void findsTheSlotTheRunAndThePhase() {
    SlotGrid grid = SlotGrid.of(slots(176, 4096, 1, 16)).orElseThrow();
    assertThat(grid.slot()).isEqualTo(176);
    assertThat(grid.phase()).isEqualTo(16);
    assertThat(grid.share()).isEqualTo(1);
    SlotGrid large = SlotGrid.of(slots(1408, 32768, 1, 224)).orElseThrow();
    assertThat(large.slot()).isEqualTo(1408);
    assertThat(large.run()).isEqualTo(32768);
    assertThat(large.phase()).isEqualTo(224);
  }

  @Test
  void seesTheSlotWhereEverySecondOneIsFree() {
    SlotGrid grid = SlotGrid.of(slots(200, 4096, 2, 8)).orElseThrow();
    assertThat(grid.share()).isEqualTo(1);
    assertThat(grid.phase()).isEqualTo(8);
    assertThat(grid.holds(BASE + 400 + 8)).isTrue();
    assertThat(grid.holds(BASE + 400 + 16)).isFalse();
  }

  @Test
  void straysLowerTheShareOnly() {
    long[] addresses =
        LongStream.concat(
                LongStream.of(slots(176, 4096, 1, 16)),
                IntStream.range(0, 100).mapToLong(i -> BASE + 0x800000 + i * 6008L))
            .toArray();
    SlotGrid grid = SlotGrid.of(addresses).orElseThrow();
    assertThat(grid.slot()).isEqualTo(176);
    assertThat(grid.phase()).isEqualTo(16);
    assertThat(grid.share()).isBetween(0.6, 0.75);
  }

  /// All addresses are multiples of 64, so slots of 64 bytes would hold all, and tell nothing.
  @Test
  void aLargeSlotThatHoldsMostIsBelievedBeforeASmallOneThatHoldsAll() {
    long[] addresses =
        LongStream.concat(
                LongStream.of(slots(6208, 32768, 1, 64)),
                IntStream.range(0, 80).mapToLong(i -> BASE + 0x2000000 + i * 64L * 37))
            .toArray();
    SlotGrid grid = SlotGrid.of(addresses).orElseThrow();
    assertThat(grid.slot()).isEqualTo(6208);
    assertThat(grid.phase()).isEqualTo(64);
  }

  @Test
  void fewObjectsHaveNoGrid() {
    assertThat(SlotGrid.of(new long[] {BASE, BASE + 176, BASE + 352})).isEmpty();
    assertThat(SlotGrid.of(new long[0])).isEmpty();
  }

  /// Seven objects of 1100 bytes, far apart and 24 bytes into their slots of 1408.
  @Test
  void fewObjectsOfAKnownSizeTellTheirGrid() {
    long[] few =
        IntStream.of(0, 3, 7, 30, 49, 71, 90)
            .mapToLong(i -> BASE + i / 23 * 0x10000L + i % 23 * 1408L + 24)
            .toArray();
    assertThat(SlotGrid.of(few)).isEmpty();
    SlotGrid grid = SlotGrid.of(few, 1100).orElseThrow();
    assertThat(grid.slot()).isEqualTo(1408);
    assertThat(grid.phase()).isEqualTo(24);
  }

  @Test
  void addressesAtRandomLieOnNoGrid() {
    long[] random =
        new java.util.Random(5).longs(12, 0, 1 << 20).map(a -> BASE + a * 8).sorted().toArray();
    assertThat(SlotGrid.of(random, 1100)).isEmpty();
    assertThat(SlotGrid.of(new long[0], 1100)).isEmpty();
  }
}
