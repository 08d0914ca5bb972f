package org.deepmem.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The score that a candidate must exceed to be reported, as the one with the best F1 on validation
/// dumps.
public final class Threshold {
  /// A candidate's score and whether a live object is there.
  ///
  /// @param score of the candidate
  /// @param live whether it is an object
  public record Outcome(float score, boolean live) {}

  private Threshold() {}

  /// The threshold with the best F1, in the middle between the worst reported score and the best
  /// unreported one.
  ///
  /// @param outcomes of all candidates of one type on the validation dumps; a residual counts as
  ///   not live
  /// @param objects number of live objects, found or not
  /// @return a score; 0 when there are no candidates
  public static float best(List<Outcome> outcomes, long objects) {
    List<Outcome> descending = new ArrayList<>(outcomes);
    descending.sort(Comparator.comparing(Outcome::score).reversed());
    float best = 0;
    double bestF1 = -1;
    long hits = 0;
    for (int i = 0; i < descending.size(); i++) {
      hits += descending.get(i).live() ? 1 : 0;
      float score = descending.get(i).score();
      float next =
          i + 1 < descending.size() ? descending.get(i + 1).score() : Math.min(0, score - 1);
      double f1 = 2.0 * hits / (i + 1 + objects);
      if (next < score && f1 > bestF1) {
        bestF1 = f1;
        best = next + (score - next) / 2;
      }
    }
    return best;
  }
}
