package org.deepmem.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deepmem.label.KeyNodes;
import org.deepmem.label.ObjectState;
import org.deepmem.model.Likelihood;
import org.deepmem.model.ModelType;
import org.junit.jupiter.api.Test;

class DetectionTest {
  private static final Candidate LIVE = new Candidate("task", 0x1000, 9, -9, 3);
  private static final Candidate FREED = new Candidate("task", 0x2000, -7, 7, 3);
  private static final Candidate UNDECIDED = new Candidate("task", 0x3000, 6, 5.5f, 3);
  private static final Candidate NEITHER = new Candidate("task", 0x4000, 2, 2, 1);
  private static final Candidate UNTOLD = new Candidate("cred", 0x5000, 1, 8, 1);

  private static final Detection FOUND =
      new Detection(
          new KeyNodes(List.of()),
          List.of(LIVE, FREED, UNDECIDED, NEITHER, UNTOLD),
          List.of(
              new ModelType(
                  "task", 64, 5, null, line(0, 20), new ModelType.Freed(4, line(-10, 40))),
              new ModelType("cred", 64, 5)));

  @Test
  void anObjectHasOneState() {
    assertThat(FOUND.objects()).containsExactly(LIVE, UNDECIDED);
    assertThat(FOUND.freed()).containsExactly(FREED);
  }

  @Test
  void eachStateHasItsOwnProbability() {
    assertThat(FOUND.probability(LIVE, ObjectState.LIVE).orElseThrow())
        .isCloseTo(0.45, within(1e-6));
    assertThat(FOUND.probability(FREED, ObjectState.RESIDUAL).orElseThrow())
        .isCloseTo(0.34, within(1e-6));
    assertThat(FOUND.probability(UNTOLD, ObjectState.LIVE)).isEmpty();
    assertThat(FOUND.probability(UNTOLD, ObjectState.RESIDUAL)).isEmpty();
  }

  /// From 0 to 1 between two scores.
  private static Likelihood line(float none, float sure) {
    return new Likelihood(List.of(new Likelihood.Point(none, 0), new Likelihood.Point(sure, 1)));
  }
}
