package org.deepmem.lab.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What a type's detector would reach at every threshold.
///
/// A live object that no node votes for has no candidate and so no score: it counts as missed at
/// every threshold, and the curves end at the recall that the candidates allow. The ROC curve's
/// negatives are the candidates that are no live object. Residuals are in neither curve.
///
/// @param precisionRecall x: recall, y: precision, from the highest threshold to the lowest
/// @param roc x: share of the false candidates that are reported, y: recall
/// @param averagePrecision area under the first, in steps
/// @param rocArea area under the second; what no candidate reaches counts as 0
record Curves(
    List<Point> precisionRecall, List<Point> roc, double averagePrecision, double rocArea) {
  /// Points that a curve keeps at most.
  static final int POINTS = 200;

  /// A point of a curve, both in [0, 1].
  record Point(double x, double y) {}

  /// @param outcomes of all candidates of the type
  /// @param objects live ones in the truth, found or not
  static Curves of(List<Outcome> outcomes, long objects) {
    List<Outcome> descending =
        outcomes.stream()
            .filter(outcome -> outcome.match() != Outcome.Match.RESIDUAL)
            .sorted(Comparator.comparingDouble(Outcome::score).reversed())
            .toList();
    long negatives = descending.stream().filter(o -> o.match() == Outcome.Match.NOTHING).count();
    List<Point> precisionRecall = new ArrayList<>();
    List<Point> roc = new ArrayList<>(List.of(new Point(0, 0)));
    double averagePrecision = 0;
    double area = 0;
    long hits = 0;
    long wrong = 0;
    for (int i = 0; i < descending.size(); i++) {
      if (descending.get(i).match() == Outcome.Match.LIVE) {
        hits++;
      } else {
        wrong++;
      }
      boolean tied =
          i + 1 < descending.size() && descending.get(i + 1).score() == descending.get(i).score();
      if (!tied) {
        double recall = share(hits, objects);
        double precision = share(hits, hits + wrong);
        Point before = roc.getLast();
        averagePrecision += (recall - before.y()) * precision;
        Point now = new Point(share(wrong, negatives), recall);
        area += (now.x() - before.x()) * (now.y() + before.y()) / 2;
        precisionRecall.add(new Point(recall, precision));
        roc.add(now);
      }
    }
    if (negatives == 0) {
      area = roc.getLast().y();
    }
    return new Curves(
        thinned(precisionRecall, POINTS), thinned(roc, POINTS), averagePrecision, area);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /// At most so many of a curve's points, the first and the last among them, at even distances
  /// along the curve on logit axes: a good detector's curve lies in a corner.
  static List<Point> thinned(List<Point> points, int most) {
    if (points.size() <= most) {
      return List.copyOf(points);
    }
    double[] along = new double[points.size()];
    for (int i = 1; i < along.length; i++) {
      Point a = points.get(i - 1);
      Point b = points.get(i);
      along[i] =
          along[i - 1] + Math.hypot(logit(b.x()) - logit(a.x()), logit(b.y()) - logit(a.y()));
    }
    double step = along[along.length - 1] / (most - 1);
    List<Point> kept = new ArrayList<>();
    for (int i = 0; i < along.length - 1 && kept.size() < most - 1; i++) {
      if (along[i] >= kept.size() * step) {
        kept.add(points.get(i));
      }
    }
    kept.add(points.getLast());
    return kept;
  }

  private static double logit(double share) {
    double least = 1e-4;
    return Math.log((share + least) / (1 - share + least));
  }
}
