package org.deepmem.detection;

import java.util.List;
import org.deepmem.model.ModelType;

/// Fits what company says of candidates to what they were on validation dumps: the logarithm of how
/// much more frequent so much company is around objects than around what is none. Half a candidate
/// is added to each count, so that nothing is surer than the number of examples allows.
public final class CompanyFit {
  /// Neither much company nor none of it weighs more than one vote with a probability of .95: a
  /// static object has none, and freed slots have it, too.
  private static final double MOST = Company.SURE;

  private static final int KINDS = 3;

  /// A candidate that votes speak for.
  ///
  /// @param company as in [Candidate#company]
  /// @param object whether it is an object, live or freed and still whole
  public record Outcome(int company, boolean object) {}

  private CompanyFit() {}

  /// What company says of the candidates of one type.
  public static ModelType.Company of(List<Outcome> outcomes) {
    double[] objects = new double[KINDS];
    double[] others = new double[KINDS];
    for (Outcome outcome : outcomes) {
      (outcome.object() ? objects : others)[kind(outcome.company())]++;
    }
    return new ModelType.Company(
        evidence(objects, others, 0), evidence(objects, others, 1), evidence(objects, others, 2));
  }

  private static int kind(int company) {
    return company == 0 ? 0 : company < ModelType.Company.MANY ? 1 : 2;
  }

  private static float evidence(double[] objects, double[] others, int kind) {
    double ratio = StrictMath.log(share(objects, kind) / share(others, kind));
    return (float) Math.clamp(ratio, -MOST, MOST);
  }

  private static double share(double[] counts, int kind) {
    return (counts[kind] + 0.5) / (counts[0] + counts[1] + counts[2] + 0.5 * KINDS);
  }
}
