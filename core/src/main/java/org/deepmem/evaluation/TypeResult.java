package org.deepmem.evaluation;

/// How well the objects of one type were found.
///
/// @param type name of the object type
/// @param objects live objects in the truth
/// @param reachable of them, those with at least one key node in the graph
/// @param hits live objects reported at their exact address
/// @param reachableHits of the reachable ones
/// @param residualHits reports at the exact address of a residual
/// @param falseHits reports anywhere else
/// @param threshold that candidates had to exceed
/// @param freed how well freed objects were told
public record TypeResult(
    String type,
    long objects,
    long reachable,
    long hits,
    long reachableHits,
    long residualHits,
    long falseHits,
    float threshold,
    FreedResult freed) {
  /// The result of something that doesn't tell freed objects.
  public TypeResult(
      String type,
      long objects,
      long reachable,
      long hits,
      long reachableHits,
      long residualHits,
      long falseHits,
      float threshold) {
    this(
        type,
        objects,
        reachable,
        hits,
        reachableHits,
        residualHits,
        falseHits,
        threshold,
        FreedResult.NONE);
  }

  /// Share of the reports that are live objects, residuals apart; 1 when nothing was reported and
  /// nothing was there.
  public double precision() {
    return share(hits, hits + falseHits);
  }

  /// Share of all live objects that were reported.
  public double recall() {
    return share(hits, objects);
  }

  /// Share of the live objects with at least one key node that were reported.
  public double reachableRecall() {
    return share(reachableHits, reachable);
  }

  /// Harmonic mean of precision and recall.
  public double f1() {
    return harmonic(precision(), recall());
  }

  /// Precision with residuals counted as false.
  public double strictPrecision() {
    return share(hits, hits + falseHits + residualHits);
  }

  /// Harmonic mean of strict precision and recall.
  public double strictF1() {
    return harmonic(strictPrecision(), recall());
  }

  /// The sum of two results of one type on different dumps.
  public TypeResult plus(TypeResult other) {
    return new TypeResult(
        type,
        objects + other.objects,
        reachable + other.reachable,
        hits + other.hits,
        reachableHits + other.reachableHits,
        residualHits + other.residualHits,
        falseHits + other.falseHits,
        threshold,
        freed.plus(other.freed));
  }

  /// The same with how well freed objects were told.
  TypeResult withFreed(FreedResult changed) {
    return new TypeResult(
        type, objects, reachable, hits, reachableHits, residualHits, falseHits, threshold, changed);
  }

  private double share(long part, long whole) {
    return share(part, whole, objects);
  }

  /// A share; of nothing, 1 when there were no objects either.
  static double share(long part, long whole, long objects) {
    return whole == 0 ? (objects == 0 ? 1 : 0) : (double) part / whole;
  }

  static double harmonic(double a, double b) {
    return a + b == 0 ? 0 : 2 * a * b / (a + b);
  }
}
