package org.deepmem.report;

import org.deepmem.finding.ExplainedObject;
import org.deepmem.symbols.StructMember;
import org.jspecify.annotations.Nullable;

/// What a member holds, as a person reads it.
final class MemberValue {
  /// Beyond this a number is likelier a set of bits or an address.
  private static final long LARGE = 0xffff_ffffL;

  private MemberValue() {}

  /// ` = ` and a number, or ` -> ` and the found object that the member leads into; "" of what is
  /// neither, or isn't all there.
  ///
  /// @param bytes of the object
  /// @param present how many of them are in the dump
  static String of(
      StructMember member, byte[] bytes, int present, ExplainedObject.@Nullable Pointer pointer) {
    int size = member.size();
    boolean number = size == 1 || size == 2 || size == 4 || size == 8;
    long end = (long) member.offset() + size;
    if (!number || member.offset() < 0 || end > present || member.typeName().endsWith("]")) {
      return "";
    }
    if (pointer != null && member.bitSize() == 0) {
      return of(pointer);
    }
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << Byte.SIZE | (bytes[member.offset() + i] & 0xff);
    }
    if (member.bitSize() > 0 && member.bitSize() < Long.SIZE) {
      value = value >>> member.bitOffset() & (1L << member.bitSize()) - 1;
    } else if (isSigned(member.typeName())) {
      int unused = Long.SIZE - size * Byte.SIZE;
      value = value << unused >> unused;
    }
    boolean plain = member.pointee().isEmpty() && value >= -LARGE && value <= LARGE;
    return plain || value == 0 ? " = " + value : " = 0x%x".formatted(value);
  }

  /// ` -> ` and the object.
  static String of(ExplainedObject.Pointer pointer) {
    return " -> %s %s%s"
        .formatted(
            HarmlessText.of(pointer.type()),
            Hexadecimal.of(pointer.address()),
            pointer.within() == 0 ? "" : "+0x%x".formatted(pointer.within()));
  }

  private static boolean isSigned(String type) {
    return type.startsWith("int")
        || type.startsWith("long")
        || type.startsWith("short")
        || type.startsWith("signed");
  }
}
