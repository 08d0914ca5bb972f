package org.deepmem.evaluation;

import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.jspecify.annotations.Nullable;

/// How well the freed objects of one type that are still whole were told.
///
/// @param objects residuals in the truth
/// @param hits residuals reported as freed at their exact address
/// @param liveHits live objects reported as freed
/// @param falseHits reports anywhere else
public record FreedResult(long objects, long hits, long liveHits, long falseHits) {
  /// Nothing was there, nothing reported.
  public static final FreedResult NONE = new FreedResult(0, 0, 0, 0);

  /// A report of a freed object.
  ///
  /// @param there what the truth has at its address
  static FreedResult report(@Nullable LabelledObject there) {
    if (there == null) {
      return new FreedResult(0, 0, 0, 1);
    }
    boolean freed = there.state() == ObjectState.RESIDUAL;
    return new FreedResult(0, freed ? 1 : 0, freed ? 0 : 1, 0);
  }

  /// Share of the reports that are residuals; 1 when nothing was reported and nothing was there.
  public double precision() {
    return TypeResult.share(hits, hits + liveHits + falseHits, objects);
  }

  /// Share of the residuals that were reported as freed.
  public double recall() {
    return TypeResult.share(hits, objects, objects);
  }

  /// Harmonic mean of precision and recall.
  public double f1() {
    return TypeResult.harmonic(precision(), recall());
  }

  /// The sum of two results of one type on different dumps.
  FreedResult plus(FreedResult other) {
    return new FreedResult(
        objects + other.objects,
        hits + other.hits,
        liveHits + other.liveHits,
        falseHits + other.falseHits);
  }
}
