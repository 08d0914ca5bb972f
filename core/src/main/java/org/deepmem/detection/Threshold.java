package org.deepmem.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The score that a candidate must exceed to be reported, as the one with the best F1 on validation
/// dumps.
public final class Threshold {
  /// A candidate's score and whether it is what is looked for.
  ///
  /// @param score of the candidate
  /// @param hit whether an object of the state that is looked for is there
  public record Outcome(float score, boolean hit) {}

  private Threshold() {}

  /// The threshold with the best F1, in the middle between the worst reported score and the best
  /// unreported one.
  ///
  /// @param outcomes of all candidates of one type on the validation dumps
  /// @param objects number of objects that are looked for, found or not
  /// @return a score; 0 when there are no candidates
  public static float best(List<Outcome> outcomes, long objects) {
    List<Outcome> descending = new ArrayList<>(outcomes);
    descending.sort(Comparator.comparing(Outcome::score).reversed());
    float best = 0;
    double bestF1 = -1;
    long hits = 0;
    for (int i = 0; i < descending.size(); i++) {
      hits += descending.get(i).hit() ? 1 : 0;
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
