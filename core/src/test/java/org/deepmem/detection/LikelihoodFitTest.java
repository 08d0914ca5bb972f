package org.deepmem.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deepmem.detection.Threshold.Outcome;
import org.deepmem.model.Likelihood;
import org.junit.jupiter.api.Test;

class LikelihoodFitTest {
  /// Outcomes drawn from a likelihood that is no logistic curve give it back.
  @Test
  void findsTheLikelihoodThatOutcomesWereDrawnFrom() {
    Random random = new Random(5);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      float score = random.nextFloat() * 30 - 5;
      outcomes.add(new Outcome(score, random.nextDouble() < drawn(score)));
    }
    Likelihood fitted = LikelihoodFit.of(outcomes);
    for (float score = -4.5f; score < 25; score++) {
      assertThat(fitted.of(score)).as("at %s", score).isCloseTo(drawn(score), within(0.05));
    }
  }

  private static double drawn(float score) {
    return score < 0 ? 0.02 : score < 10 ? 0.3 + 0.05 * score : 0.95;
  }

  /// As many examples as there are don't allow to be surer.
  @Test
  void whatIsAlwaysRightIsNotCertain() {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 49; i++) {
      outcomes.add(new Outcome(20 + i, true));
      outcomes.add(new Outcome(-20 - i, false));
    }
    Likelihood fitted = LikelihoodFit.of(outcomes);
    assertThat(fitted.of(60)).isCloseTo(0.99, within(1e-6));
    assertThat(fitted.of(-60)).isCloseTo(0.01, within(1e-6));
    assertThat(fitted.of(0)).isCloseTo(0.5, within(1e-6));
    assertThat(fitted.of(1e9f)).isEqualTo(fitted.of(68));
    assertThat(fitted.of(-1e9f)).isEqualTo(fitted.of(-68));
  }

  @Test
  void aHigherScoreIsNeverLessLikely() {
    Random random = new Random(6);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      outcomes.add(new Outcome(random.nextInt(100), random.nextInt(3) == 0));
    }
    Likelihood fitted = LikelihoodFit.of(outcomes);
    for (float score = 0; score < 100; score += 0.25f) {
      assertThat(fitted.of(score + 0.25f)).isGreaterThanOrEqualTo(fitted.of(score));
    }
    Likelihood falling = LikelihoodFit.of(List.of(new Outcome(1, true), new Outcome(9, false)));
    assertThat(falling.of(9)).isEqualTo(falling.of(1)).isEqualTo(0.5);
  }

  @Test
  void equalScoresAreEquallyLikely() {
    Likelihood fitted =
        LikelihoodFit.of(
            List.of(new Outcome(3, true), new Outcome(3, false), new Outcome(3, true)));
    assertThat(fitted.points()).containsExactly(new Likelihood.Point(3, 0.625f));
  }
}
