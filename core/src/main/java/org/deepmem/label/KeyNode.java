package org.deepmem.label;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.deepmem.graph.Window;
import org.jspecify.annotations.Nullable;

/// A place in an object where many objects of its type have a segment: type, offset and length.
///
/// Its name is that of the pointer that the segment hangs on: of the one right before a head, of
/// the one right after a tail's end. By definition a pointer lies there, in every object and in
/// every build; what a segment's own first bytes belong to differs more, since flags, counts and
/// empty pointers come and go between two pointers.
///
/// @param type name of the object type
/// @param offset bytes from the object's start: to the segment's first byte for a head, negative
///   where it runs into the object from before; to the byte after its last for a tail
/// @param length bytes of the whole segment for a head, or [#ANY_LENGTH]; the cut for a tail, whose
///   segment may start in another object
/// @param window which part of the segment
/// @param weight share of the type's training objects that have it, in (0, 1]
/// @param member path of the pointer's member, such as `tasks.next`; null where the truth that it
///   was learnt from doesn't name it, and where that pointer lies outside the object
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyNode(
    String type, int offset, int length, Window window, float weight, @Nullable String member) {
  /// The length of a key node that a segment of any length may be.
  public static final int ANY_LENGTH = 0;

  /// A key node without a name.
  public KeyNode(String type, int offset, int length, Window window, float weight) {
    this(type, offset, length, window, weight, null);
  }

  /// The same, elsewhere in its objects.
  ///
  /// @param changedWeight share of the objects that have it there, or 0
  public KeyNode movedTo(int changedOffset, float changedWeight) {
    return new KeyNode(type, changedOffset, length, window, changedWeight, member);
  }

  /// The same, named after this member.
  KeyNode named(String path) {
    return new KeyNode(type, offset, length, window, weight, path);
  }

  /// Bytes from the object's start to the pointer that the key node is named after.
  ///
  /// @param wordSize bytes of a pointer
  public int memberOffset(int wordSize) {
    return memberOffset(offset, window, wordSize);
  }

  /// The same for any place.
  static int memberOffset(int offset, Window window, int wordSize) {
    return window == Window.HEAD ? offset - wordSize : offset;
  }
}
