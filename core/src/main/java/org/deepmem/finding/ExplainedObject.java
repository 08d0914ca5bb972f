package org.deepmem.finding;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.deepmem.detection.DetectedObject;
import org.deepmem.detection.Evidence;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.symbols.StructMember;

/// An object that was asked about, with all that is known of it and of why it was found, or wasn't.
///
/// @param asked the virtual address that was asked about, in the object
/// @param object as a scan reports it; where it is none, as it would be if its score were enough
/// @param reported whether its score exceeds the threshold
/// @param threshold that of its type and state; empty where the model tells no objects in this
///   state
/// @param evidence how its score comes about
/// @param facts what its members say
/// @param why the votes and the neighbourhood
/// @param layout what its bytes are in the dump's kernel, by offset; empty where that isn't known
/// @param pointers of the object that lead into found ones, by offset
/// @param wordSize bytes of a pointer
public record ExplainedObject(
    long asked,
    DetectedObject object,
    boolean reported,
    OptionalDouble threshold,
    Evidence evidence,
    ObjectFacts facts,
    Explanation why,
    List<StructMember> layout,
    List<Pointer> pointers,
    int wordSize) {
  /// A word that leads into a found object.
  ///
  /// @param offset of the word in the object
  /// @param type of what it leads to
  /// @param address that object's address
  /// @param within bytes behind that, where it leads
  public record Pointer(int offset, String type, long address, int within) {}

  public ExplainedObject {
    layout = List.copyOf(layout);
    pointers = List.copyOf(pointers);
  }

  /// The member at an offset, as the dump's kernel calls it; of several, as in a union, the first
  /// pointer counts.
  public Optional<String> memberAt(int offset) {
    return layout.stream()
        .filter(member -> member.offset() == offset && member.size() == wordSize)
        .min(Comparator.comparing(member -> member.pointee().isEmpty()))
        .map(StructMember::name);
  }
}
