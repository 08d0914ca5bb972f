package org.deepmem.training;

/// How good a model is on validation graphs.
///
/// @param precision share of what was found that is right, in [0, 1]
/// @param recall share of what is there that was found, in [0, 1]
/// @param score what training maximises, such as a macro F1
public record ValidationScore(double precision, double recall, double score) {
  /// From counts; the score is F1.
  public static ValidationScore of(long hits, long found, long present) {
    double precision = found == 0 ? 0 : (double) hits / found;
    double recall = present == 0 ? 0 : (double) hits / present;
    return new ValidationScore(
        precision, recall, hits == 0 ? 0 : 2 * precision * recall / (precision + recall));
  }
}
