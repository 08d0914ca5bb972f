package org.deepmem.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deepmem.lab.experiment.Reliability.Bin;
import org.deepmem.lab.experiment.Reliability.Prediction;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
  /// Worked out by hand: in [0, 0.5) two of mean .2, one of them right; in [0.5, 1] two of mean
  /// .95, both right.
  @Test
  void binsAndErrorAreWhatTheyShouldBe() {
    Reliability reliability =
        Reliability.of(
            List.of(
                new Prediction(0.1, false),
                new Prediction(1, true),
                new Prediction(0.3, true),
                new Prediction(0.9, true)),
            2);
    assertThat(reliability.bins()).containsExactly(new Bin(0.2, 0.5, 2), new Bin(0.95, 1, 2));
    assertThat(reliability.calibrationError()).isCloseTo(0.5 * 0.3 + 0.5 * 0.05, within(1e-12));
  }

  @Test
  void emptyBinsAreLeftOut() {
    Reliability sure = Reliability.of(List.of(new Prediction(1, true)), 10);
    assertThat(sure.bins()).containsExactly(new Bin(1, 1, 1));
    assertThat(sure.calibrationError()).isZero();
  }
}
