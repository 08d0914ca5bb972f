package org.deepmem.model;

import java.util.List;

/// How likely a candidate is what it seems, by its score: straight lines between points, level
/// before the first and after the last, as fitted to the validation dumps.
///
/// @param points one or more, with ascending scores and probabilities that don't fall
public record Likelihood(List<Point> points) {
  /// @param score of a candidate
  /// @param probability in [0, 1]
  public record Point(float score, float probability) {
    private boolean within() {
      return Float.isFinite(score) && probability >= 0 && probability <= 1;
    }
  }

  public Likelihood {
    points = List.copyOf(points);
  }

  /// The probability, in [0, 1].
  public double of(float score) {
    int above = 0;
    int end = points.size();
    while (above < end) {
      int middle = (above + end) >>> 1;
      if (points.get(middle).score() > score) {
        end = middle;
      } else {
        above = middle + 1;
      }
    }
    if (above == 0) {
      return points.getFirst().probability();
    }
    Point from = points.get(above - 1);
    if (above == points.size()) {
      return from.probability();
    }
    Point to = points.get(above);
    double share = ((double) score - from.score()) / ((double) to.score() - from.score());
    return from.probability() + share * (to.probability() - from.probability());
  }

  /// The same for scores that are a share of what they were on the validation dumps.
  Likelihood where(float share) {
    return new Likelihood(
        points.stream().map(p -> new Point(p.score() * share, p.probability())).toList());
  }

  /// Whether the points are as they must be.
  boolean isSound() {
    for (int i = 1; i < points.size(); i++) {
      Point before = points.get(i - 1);
      if (points.get(i).score() <= before.score()
          || points.get(i).probability() < before.probability()) {
        return false;
      }
    }
    return !points.isEmpty() && points.stream().allMatch(Point::within);
  }
}
