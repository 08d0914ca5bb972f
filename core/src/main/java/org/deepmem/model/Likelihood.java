package org.deepmem.model;

/// How likely a candidate is what it seems, by its score: 1 / (1 + e^-(slope · score + offset)), as
/// fitted to the validation dumps.
///
/// @param slope per unit of score, 0 or more
/// @param offset at score 0
public record Likelihood(float slope, float offset) {
  /// The probability, in [0, 1].
  public double of(float score) {
    return 1 / (1 + StrictMath.exp(-((double) slope * score + offset)));
  }

  /// The same for scores that are a share of what they were on the validation dumps.
  Likelihood where(float share) {
    return new Likelihood(slope / share, offset);
  }
}
