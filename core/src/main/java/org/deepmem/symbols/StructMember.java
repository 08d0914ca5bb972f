package org.deepmem.symbols;

import java.util.Optional;

/// One member of a structure.
///
/// @param name of the member, or its dotted path
/// @param offset bytes from the structure's start (of the containing byte for a bit field)
/// @param size bytes; for a bit field, of its storage unit
/// @param bitOffset first bit within the byte at `offset`; 0 unless a bit field
/// @param bitSize bits of a bit field; 0 for other members
/// @param typeName of what it holds: a structure's or enumeration's name without keyword (an
///   unnamed structure's as [TypeTable#struct] takes it), a base type's name, or what a pointer
///   points to followed by ` *`; arrays as `type[count]`; "" when unknown. Typedefs are followed,
///   qualifiers left out
public record StructMember(
    String name, int offset, int size, int bitOffset, int bitSize, String typeName) {
  /// What the member points to, when it is a pointer: `mm_struct` for `mm_struct *`, `file *` for
  /// `file **`.
  public Optional<String> pointee() {
    return typeName.endsWith("*")
        ? Optional.of(typeName.substring(0, typeName.length() - 1).stripTrailing())
        : Optional.empty();
  }

  /// The type of an array's elements, when the member is an array: `char` for `char[16]`.
  public Optional<String> elementType() {
    int bracket = typeName.indexOf('[');
    return typeName.endsWith("]") && bracket > 0
        ? Optional.of(typeName.substring(0, bracket))
        : Optional.empty();
  }

  /// The type of what an array holds: `char[4]` for `char[16][4]`. Empty when it is no array.
  Optional<String> arrayElement() {
    int bracket = typeName.indexOf('[');
    return elementType()
        .map(element -> element + typeName.substring(typeName.indexOf(']', bracket) + 1));
  }

  /// How many elements an array has in its outermost dimension; 0 where that isn't said, or it is
  /// no array.
  public int arrayLength() {
    int bracket = typeName.indexOf('[');
    int end = typeName.indexOf(']', bracket);
    if (bracket < 0 || end < 0) {
      return 0;
    }
    String count = typeName.substring(bracket + 1, end);
    return count.matches("[0-9]{1,9}") ? Integer.parseInt(count) : 0;
  }

  /// The same member seen from a structure that starts `bytes` earlier.
  StructMember movedBy(int bytes, String path) {
    return new StructMember(path, bytes + offset, size, bitOffset, bitSize, typeName);
  }
}
