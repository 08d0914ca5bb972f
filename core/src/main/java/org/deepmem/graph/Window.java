package org.deepmem.graph;

/// Which part of a segment a node shows. A segment up to the cut (64 bytes, unless it is said
/// otherwise) is one node; a longer one is two.
public enum Window {
  /// The first bytes, up to the cut, or all of a shorter segment: belongs to the object in which
  /// the segment starts.
  HEAD,
  /// As many of the last bytes of a longer segment: belongs to the object in which the segment
  /// ends.
  TAIL
}
