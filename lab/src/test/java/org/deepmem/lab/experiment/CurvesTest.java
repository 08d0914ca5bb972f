package org.deepmem.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.lab.experiment.Curves.Point;
import org.deepmem.lab.experiment.Outcome.Match;
import org.junit.jupiter.api.Test;

/// Curves worked out by hand.
class CurvesTest {
  /// Four live objects, one of which has no candidate; two false candidates, one of which ties with
  /// a hit; and a residual, which is in neither curve.
  private static final Curves CURVES =
      Curves.of(
          List.of(
              new Outcome(1, Match.NOTHING),
              new Outcome(9, Match.LIVE),
              new Outcome(8.5, Match.RESIDUAL),
              new Outcome(3, Match.LIVE),
              new Outcome(5, Match.NOTHING),
              new Outcome(5, Match.LIVE)),
          4);

  @Test
  void everyThresholdIsAPoint() {
    assertThat(CURVES.precisionRecall())
        .containsExactly(
            new Point(0.25, 1),
            new Point(0.5, 2.0 / 3),
            new Point(0.75, 3.0 / 4),
            new Point(0.75, 3.0 / 5));
    assertThat(CURVES.roc())
        .containsExactly(
            new Point(0, 0),
            new Point(0, 0.25),
            new Point(0.5, 0.5),
            new Point(0.5, 0.75),
            new Point(1, 0.75));
  }

  @Test
  void areasCountWhatHasNoCandidateAsMissed() {
    double precision = 0.25 * (1 + 2.0 / 3 + 3.0 / 4);
    assertThat(CURVES.averagePrecision()).isCloseTo(precision, within(1e-12));
    assertThat(CURVES.rocArea()).isCloseTo(0.5 * 0.375 + 0.5 * 0.75, within(1e-12));
  }

  @Test
  void withoutFalseCandidatesTheAreaIsTheRecall() {
    Curves all = Curves.of(List.of(new Outcome(2, Match.LIVE), new Outcome(1, Match.LIVE)), 2);
    assertThat(all.averagePrecision()).isEqualTo(1);
    assertThat(all.rocArea()).isEqualTo(1);
    assertThat(Curves.of(List.of(), 3).averagePrecision()).isZero();
  }

  @Test
  void thinningKeepsTheEndsAndTheCorner() {
    List<Point> points = new ArrayList<>();
    for (int i = 1; i <= 10_000; i++) {
      points.add(new Point(i / 10_100.0, 1));
    }
    for (int i = 1; i <= 100; i++) {
      points.add(new Point((10_000 + i) / 10_100.0, 1 - i / 1000.0));
    }
    List<Point> thinned = Curves.thinned(points, 50);
    assertThat(thinned).hasSizeBetween(25, 50).isSubsetOf(points);
    assertThat(thinned.getFirst()).isEqualTo(points.getFirst());
    assertThat(thinned.getLast()).isEqualTo(points.getLast());
    assertThat(thinned.stream().filter(p -> p.x() > 0.98))
        .as("of the corner")
        .hasSizeGreaterThan(8);
  }
}
