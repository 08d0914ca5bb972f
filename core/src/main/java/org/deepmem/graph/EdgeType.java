package org.deepmem.graph;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// The ways in which one segment of memory leads to another: the four of section 3 of the paper,
/// and one that follows from them.
public enum EdgeType {
  /// The previous segment in address order, when near.
  LEFT_NEIGHBOUR,
  /// The next segment in address order, when near.
  RIGHT_NEIGHBOUR,
  /// Where the pointers that directly precede the segment lead.
  LEFT_POINTER,
  /// Where the pointers that directly follow the segment lead.
  RIGHT_POINTER,
  /// The segments whose following pointers lead here, a few of them: who points at an object tells
  /// it from a copy, whose own pointers are the same, and whether it is still in use.
  POINTED_BY;

  /// Those of the paper, which a graph is made of.
  public static final Set<EdgeType> PAPER =
      Collections.unmodifiableSet(EnumSet.range(LEFT_NEIGHBOUR, RIGHT_POINTER));
}
