package org.deepmem.symbols;

import org.jspecify.annotations.Nullable;

/// A type as an ISF file describes it where it is used.
///
/// @param kind `base`, `struct`, `union`, `class`, `enum`, `pointer`, `array`, `bitfield`,
///   `function`
/// @param name of what the kind refers to; "" where it has none
/// @param count elements of an array; bits of a bit field
/// @param position first bit of a bit field
/// @param inner what a pointer or array is of, or a bit field's storage
record IsfType(String kind, String name, long count, long position, @Nullable IsfType inner) {
  static final IsfType UNKNOWN = new IsfType("", "", 0, 0, null);

  /// What is inside, or nothing known.
  IsfType innerOrUnknown() {
    return inner == null ? UNKNOWN : inner;
  }

  boolean isStructure() {
    return kind.equals("struct") || kind.equals("union") || kind.equals("class");
  }

  /// As [StructMember#typeName] describes it.
  String spell() {
    return switch (kind) {
      case "pointer" -> {
        String target = innerOrUnknown().spell();
        yield target.endsWith("*") ? target + "*" : target + " *";
      }
      case "array" -> {
        String element = innerOrUnknown().spell();
        int bracket = element.indexOf('[');
        int end = element.endsWith("]") && bracket >= 0 ? bracket : element.length();
        yield element.substring(0, end) + "[" + count + "]" + element.substring(end);
      }
      case "bitfield" -> innerOrUnknown().spell();
      case "function" -> "()";
      default -> name;
    };
  }
}
