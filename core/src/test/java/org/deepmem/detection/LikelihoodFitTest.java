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
  /// Outcomes drawn from a likelihood give it back.
  @Test
  void findsTheLikelihoodThatOutcomesWereDrawnFrom() {
    Likelihood drawn = new Likelihood(0.6f, -4);
    Random random = new Random(5);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      float score = random.nextFloat() * 30 - 5;
      outcomes.add(new Outcome(score, random.nextDouble() < drawn.of(score)));
    }
    Likelihood fitted = LikelihoodFit.of(outcomes);
    for (float score = -5; score < 25; score++) {
      assertThat(fitted.of(score)).as("at %s", score).isCloseTo(drawn.of(score), within(0.03));
    }
  }

  /// As many examples as there are don't allow to be surer.
  @Test
  void whatIsAlwaysRightIsNotCertain() {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      outcomes.add(new Outcome(20 + i, true));
      outcomes.add(new Outcome(-20 - i, false));
    }
    Likelihood fitted = LikelihoodFit.of(outcomes);
    assertThat(fitted.of(60)).isBetween(0.95, 0.9999);
    assertThat(fitted.of(-60)).isBetween(0.0001, 0.05);
  }

  @Test
  void aHigherScoreIsNeverLessLikely() {
    List<Outcome> outcomes = List.of(new Outcome(1, true), new Outcome(9, false));
    Likelihood fitted = LikelihoodFit.of(outcomes);
    assertThat(fitted.slope()).isZero();
    assertThat(fitted.of(9)).isCloseTo(0.5, within(0.2));
  }

  @Test
  void largeScoresDoNotOverflow() {
    List<Outcome> outcomes =
        List.of(new Outcome(1e6f, true), new Outcome(-1e6f, false), new Outcome(9e5f, true));
    Likelihood fitted = LikelihoodFit.of(outcomes);
    assertThat(fitted.of(1e6f)).isBetween(0.6, 1.0);
    assertThat(fitted.of(-1e6f)).isBetween(0.0, 0.4);
  }
}
