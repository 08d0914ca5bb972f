package org.deepmem.detection;

import java.util.List;
import org.deepmem.model.Likelihood;

/// Fits the likelihood of candidates to what they were on validation dumps: logistic regression on
/// the score by Newton's method. Targets are (hits + 1) / (hits + 2) and 1 / (misses + 2) instead
/// of 1 and 0 (Platt, 1999), so that nothing is surer than the number of examples allows.
public final class LikelihoodFit {
  private static final int ITERATIONS = 100;
  private static final double ENOUGH = 1e-7;

  /// Added to the diagonal of the Hessian matrix, so that it always has an inverse.
  private static final double RIDGE = 1e-9;

  private LikelihoodFit() {}

  /// The likelihood of one type.
  ///
  /// @param outcomes of all candidates on the validation dumps, in any order
  public static Likelihood of(List<Threshold.Outcome> outcomes) {
    long hits = outcomes.stream().filter(Threshold.Outcome::hit).count();
    long misses = outcomes.size() - hits;
    double hit = (hits + 1.0) / (hits + 2.0);
    double miss = 1 / (misses + 2.0);
    double slope = 0;
    double offset = share(hits, misses);
    double loss = loss(outcomes, slope, offset, hit, miss);
    for (int i = 0; i < ITERATIONS; i++) {
      double[] step = newton(outcomes, slope, offset, hit, miss);
      double share = 1;
      double tried = loss(outcomes, slope + step[0], offset + step[1], hit, miss);
      while (tried > loss && share > ENOUGH) {
        share /= 2;
        tried = loss(outcomes, slope + share * step[0], offset + share * step[1], hit, miss);
      }
      if (loss - tried < ENOUGH) {
        break;
      }
      slope += share * step[0];
      offset += share * step[1];
      loss = tried;
    }
    return slope > 0
        ? new Likelihood((float) slope, (float) offset)
        : new Likelihood(0, (float) share(hits, misses));
  }

  /// Logit of the share of hits.
  private static double share(long hits, long misses) {
    return StrictMath.log((hits + 1.0) / (misses + 1.0));
  }

  private static double[] newton(
      List<Threshold.Outcome> outcomes, double slope, double offset, double hit, double miss) {
    double bySlope = 0;
    double byOffset = 0;
    double slopes = RIDGE;
    double mixed = 0;
    double offsets = RIDGE;
    for (Threshold.Outcome outcome : outcomes) {
      double x = outcome.score();
      double p = 1 / (1 + StrictMath.exp(-(slope * x + offset)));
      double d = (outcome.hit() ? hit : miss) - p;
      double weight = p * (1 - p);
      bySlope += d * x;
      byOffset += d;
      slopes += weight * x * x;
      mixed += weight * x;
      offsets += weight;
    }
    double determinant = slopes * offsets - mixed * mixed;
    return new double[] {
      (offsets * bySlope - mixed * byOffset) / determinant,
      (slopes * byOffset - mixed * bySlope) / determinant
    };
  }

  /// Cross-entropy, summed.
  private static double loss(
      List<Threshold.Outcome> outcomes, double slope, double offset, double hit, double miss) {
    double loss = 0;
    for (Threshold.Outcome outcome : outcomes) {
      double logit = slope * outcome.score() + offset;
      double target = outcome.hit() ? hit : miss;
      loss +=
          Math.max(logit, 0) - logit * target + StrictMath.log1p(StrictMath.exp(-Math.abs(logit)));
    }
    return loss;
  }
}
