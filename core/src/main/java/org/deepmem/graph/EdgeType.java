package org.deepmem.graph;

/// The four ways in which one segment of memory leads to another (section 3 of the paper).
public enum EdgeType {
  /// The previous segment in address order, when near.
  LEFT_NEIGHBOUR,
  /// The next segment in address order, when near.
  RIGHT_NEIGHBOUR,
  /// Where the pointers that directly precede the segment lead.
  LEFT_POINTER,
  /// Where the pointers that directly follow the segment lead.
  RIGHT_POINTER
}
