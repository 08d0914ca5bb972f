package org.deepmem.detection;

/// A place that at least one node votes for.
///
/// @param type name of the object type
/// @param address canonical virtual address of the object's first byte
/// @param score evidence for a live object, below 0 where that against it weighs more. With the
///   paper's recipe the sum of the votes (section 5 of the paper)
/// @param freedScore evidence for a freed object; 0 or below where the network doesn't tell states
/// @param votes how many nodes vote for it
/// @param company how many likely objects of the type lie around it at whole slots' distance, 0 to
///   16
public record Candidate(
    String type, long address, float score, float freedScore, int votes, int company) {
  /// A candidate without company.
  public Candidate(String type, long address, float score, float freedScore, int votes) {
    this(type, address, score, freedScore, votes, 0);
  }

  /// A candidate of a network that doesn't tell states.
  public Candidate(String type, long address, float score, int votes) {
    this(type, address, score, Math.min(score, 0), votes);
  }

  /// Evidence for an object, be it live or freed.
  public float existence() {
    return Math.max(score, freedScore);
  }
}
