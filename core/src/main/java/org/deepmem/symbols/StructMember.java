package org.deepmem.symbols;

/// One member of a structure.
///
/// @param name of the member
/// @param offset bytes from the structure's start (of the containing byte for a bit field)
/// @param size bytes; for a bit field, of its storage unit
/// @param bitOffset first bit within the byte at `offset`; 0 unless a bit field
/// @param bitSize bits of a bit field; 0 for other members
/// @param typeName of what it holds: a structure's or enumeration's name without keyword, a base
///   type's name, or what a pointer points to followed by ` *`; arrays as `type[count]`; "" when
///   unknown
public record StructMember(
    String name, int offset, int size, int bitOffset, int bitSize, String typeName) {}
