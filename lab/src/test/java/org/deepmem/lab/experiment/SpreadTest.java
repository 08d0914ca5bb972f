package org.deepmem.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void meanRangeAndDeviationAreTheSamples() {
    Spread spread = Spread.of(2, 4, 9);
    assertThat(spread.mean()).isEqualTo(5);
    assertThat(spread.least()).isEqualTo(2);
    assertThat(spread.most()).isEqualTo(9);
    assertThat(spread.deviation()).isCloseTo(Math.sqrt((9 + 1 + 16) / 2.0), within(1e-12));
    assertThat(spread.text()).isEqualTo("5.0000 (2.0000 to 9.0000)");
    assertThat(Spread.of(0.5).text()).isEqualTo("0.5000");
  }

  @Test
  void dumpsAreTakenFromAllOverAList() {
    assertThat(Effort.spread(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), 3)).containsExactly(1, 5, 8);
    assertThat(Effort.spread(List.of(0, 1), 3)).containsExactly(0, 1);
  }
}
