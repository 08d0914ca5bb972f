package org.deepmem.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The score that a candidate must exceed to be reported, chosen by F1 on validation dumps.
public final class Threshold {
  /// A candidate's score and whether it is what is looked for.
  ///
  /// @param score of the candidate
  /// @param hit whether an object of the state that is looked for is there
  public record Outcome(float score, boolean hit) {}

  /// F1 that is given up on validation dumps.
  private static final double TOLERANCE = 0.0003;

  /// The evidence of one vote with a probability of .63.
  private static final float LEAST = 1;

  private Threshold() {}

  /// The threshold with the best F1, in the middle between the worst reported score and the best
  /// unreported one.
  ///
  /// @param outcomes of all candidates of one type on the validation dumps
  /// @param objects number of objects that are looked for, found or not
  /// @return a score; 0 when there are no candidates
  public static float best(List<Outcome> outcomes, long objects) {
    return best(choices(outcomes, objects));
  }

  private static float best(List<Choice> choices) {
    float best = 0;
    double bestF1 = -1;
    for (Choice choice : choices) {
      if (choice.f1 > bestF1) {
        bestF1 = choice.f1;
        best = choice.threshold;
      }
    }
    return best;
  }

  /// The lowest threshold that costs at most [#TOLERANCE] of the best F1, so that objects that were
  /// harmed, of which less is left to vote, are found too. Not below [#LEAST], if the best one
  /// isn't.
  ///
  /// @param outcomes of all candidates of one type on the validation dumps; scores are evidence
  /// @param objects number of objects that are looked for, found or not
  /// @return a score; 0 when there are no candidates
  public static float forgiving(List<Outcome> outcomes, long objects) {
    List<Choice> choices = choices(outcomes, objects);
    double bestF1 = bestF1(choices);
    float lowest =
        choices.reversed().stream()
            .filter(choice -> choice.f1 >= bestF1 - TOLERANCE)
            .findFirst()
            .map(Choice::threshold)
            .orElse(0f);
    return Math.max(lowest, Math.min(LEAST, best(choices)));
  }

  /// The best F1 that a threshold gives, 0 to 1.
  ///
  /// @param outcomes of all candidates of one type on the validation dumps
  /// @param objects number of objects that are looked for, found or not
  public static double bestF1(List<Outcome> outcomes, long objects) {
    return bestF1(choices(outcomes, objects));
  }

  private static double bestF1(List<Choice> choices) {
    return choices.stream().mapToDouble(Choice::f1).max().orElse(0);
  }

  private record Choice(float threshold, double f1) {}

  /// Every threshold that there is to choose from, descending.
  private static List<Choice> choices(List<Outcome> outcomes, long objects) {
    List<Outcome> descending = new ArrayList<>(outcomes);
    descending.sort(Comparator.comparing(Outcome::score).reversed());
    List<Choice> choices = new ArrayList<>();
    long hits = 0;
    for (int i = 0; i < descending.size(); i++) {
      hits += descending.get(i).hit() ? 1 : 0;
      float score = descending.get(i).score();
      float next =
          i + 1 < descending.size() ? descending.get(i + 1).score() : Math.min(0, score - 1);
      if (next < score) {
        choices.add(new Choice(next + (score - next) / 2, 2.0 * hits / (i + 1 + objects)));
      }
    }
    return choices;
  }
}
