package org.deepmem.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SlotSupportTest {
  private static final long SLABS = 0xffff888000100000L;
  private static final SlotSupport SUPPORT =
      SlotSupport.of(new SlotGrid(192, 4096, 0, 1), List.of(SLABS + 384, SLABS + 4096 + 8));

  @Test
  void aSlotAmongObjectsSpeaksForAnother() {
    assertThat(SUPPORT.at(SLABS + 192)).isCloseTo((float) Math.log(24), within(1e-6f));
  }

  @Test
  void aPlaceBesideTheSlotsDoesNot() {
    assertThat(SUPPORT.at(SLABS + 200)).isZero();
  }

  /// The one object there lies beside the slots itself.
  @Test
  void aRunOfPagesWithoutObjectsDoesNot() {
    assertThat(SUPPORT.at(SLABS + 4096 + 192)).isZero();
    assertThat(SUPPORT.at(SLABS + 8192)).isZero();
  }
}
