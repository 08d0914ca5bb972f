package org.deepmem.detection;

/// A place that at least one node votes for.
///
/// @param type name of the object type
/// @param address canonical virtual address of the object's first byte
/// @param score sum of the votes (section 5 of the paper)
/// @param votes how many nodes vote for it
public record Candidate(String type, long address, float score, int votes) {}
