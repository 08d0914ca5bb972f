package org.deepmem.label;

import org.deepmem.graph.Window;

/// A place in an object where many objects of its type have a segment: type, offset and length.
///
/// @param type name of the object type
/// @param offset bytes from the object's start: to the segment's first byte for a head, negative
///   where it runs into the object from before; to the byte after its last for a tail
/// @param length bytes of the whole segment for a head, or [#ANY_LENGTH]; the cut for a tail, whose
///   segment may start in another object
/// @param window which part of the segment
/// @param weight share of the type's training objects that have it, in (0, 1]
public record KeyNode(String type, int offset, int length, Window window, float weight) {
  /// The length of a key node that a segment of any length may be.
  public static final int ANY_LENGTH = 0;
}
