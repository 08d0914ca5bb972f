package org.deepmem.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deepmem.detection.Threshold.Outcome;
import org.junit.jupiter.api.Test;

class ThresholdTest {
  @Test
  void liesBetweenTheObjectsAndTheRest() {
    List<Outcome> outcomes =
        List.of(
            new Outcome(1, false),
            new Outcome(5, true),
            new Outcome(3, true),
            new Outcome(2, false));
    assertThat(Threshold.best(outcomes, 2)).isEqualTo(2.5f);
  }

  @Test
  void reportsEverythingWhereAllAreObjects() {
    assertThat(Threshold.best(List.of(new Outcome(4, true), new Outcome(2, true)), 2))
        .isEqualTo(1f);
    assertThat(Threshold.best(List.of(), 7)).isZero();
  }

  @Test
  void doesNotPartEqualScores() {
    List<Outcome> outcomes =
        List.of(new Outcome(2, true), new Outcome(2, false), new Outcome(2, true));
    assertThat(Threshold.best(outcomes, 2)).isEqualTo(1f);
  }

  /// Against trying every possible threshold.
  @Test
  void isAsGoodAsTheBestOfAll() {
    Random random = new Random(8);
    for (int round = 0; round < 200; round++) {
      List<Outcome> outcomes = new ArrayList<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        outcomes.add(new Outcome(1 + random.nextInt(6), random.nextInt(3) > 0));
      }
      long live = outcomes.stream().filter(Outcome::hit).count() + random.nextInt(3);
      double best = 0;
      for (float threshold = 0.5f; threshold < 7; threshold++) {
        best = Math.max(best, f1(outcomes, live, threshold));
      }
      float chosen = Threshold.best(outcomes, live);
      assertThat(f1(outcomes, live, chosen)).as("%s", outcomes).isCloseTo(best, within(1e-9));
    }
  }

  /// Ten thousand objects above 20, a few down to 3, and here and there what is none.
  private static List<Outcome> manyObjects(float... others) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      outcomes.add(new Outcome(20 + i / 1000f, true));
    }
    for (float other : others) {
      outcomes.add(new Outcome(other, false));
    }
    return outcomes;
  }

  @Test
  void forgivesAFewErrorsAmongMany() {
    List<Outcome> outcomes = manyObjects(16, 15, 14, 4);
    assertThat(Threshold.best(outcomes, 10_000)).isEqualTo(18);
    assertThat(Threshold.forgiving(outcomes, 10_000)).isEqualTo(2);
    assertThat(Threshold.forgiving(manyObjects(16, 0.5f), 10_000)).isEqualTo(1);
    float[] eight = {16, 15, 14, 13, 12, 11, 10, 9};
    assertThat(Threshold.forgiving(manyObjects(eight), 10_000))
        .as("six errors are .0003 of the F1")
        .isEqualTo(10.5f);
  }

  @Test
  void forgivesNothingAmongFew() {
    List<Outcome> outcomes =
        List.of(new Outcome(9, true), new Outcome(8, true), new Outcome(5, false));
    assertThat(Threshold.forgiving(outcomes, 2)).isEqualTo(6.5f);
  }

  @Test
  void fallsBelowOneSureVoteOnlyWhereTheBestOneDoes() {
    List<Outcome> low = List.of(new Outcome(0.5f, true), new Outcome(-3, false));
    assertThat(Threshold.forgiving(low, 1)).isEqualTo(-1.25f);
    assertThat(Threshold.forgiving(List.of(), 1)).isZero();
  }

  private static double f1(List<Outcome> outcomes, long live, float threshold) {
    List<Outcome> reported = outcomes.stream().filter(o -> o.score() > threshold).toList();
    double hits = reported.stream().filter(Outcome::hit).count();
    double precision = reported.isEmpty() ? 0 : hits / reported.size();
    double recall = live == 0 ? 0 : hits / live;
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }
}
