package org.deepmem.graph;

/// Which part of a segment a node shows. A segment of up to 64 bytes is one node; a longer one is
/// two.
public enum Window {
  /// The first 64 bytes, or all of a shorter segment: belongs to the object in which the segment
  /// starts.
  HEAD,
  /// The last 64 bytes of a longer segment: belongs to the object in which the segment ends.
  TAIL
}
