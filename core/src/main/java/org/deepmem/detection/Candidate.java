package org.deepmem.detection;

/// A place that at least one node votes for.
///
/// @param type name of the object type
/// @param address canonical virtual address of the object's first byte
/// @param score evidence of the votes, less that of the nodes that dissent; below 0 where they
///   weigh more. With the paper's recipe the sum of the votes (section 5 of the paper)
/// @param votes how many nodes vote for it
public record Candidate(String type, long address, float score, int votes) {
  /// The same, with this much evidence against it.
  Candidate lessSure(float against) {
    return new Candidate(type, address, score - against, votes);
  }
}
