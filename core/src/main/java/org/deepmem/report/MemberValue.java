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
  /// @param pointer what the member leads to
  static String of(
      ExplainedObject explained, StructMember member, ExplainedObject.@Nullable Pointer pointer) {
    byte[] bytes = explained.why().bytes();
    int present = Math.min(explained.why().present(), bytes.length);
    int size = member.size();
    boolean number = size == 1 || size == 2 || size == 4 || size == 8;
    long end = (long) member.offset() + size;
    if (!number || member.offset() < 0 || end > present || member.typeName().endsWith("]")) {
      return "";
    }
    if (pointer != null && member.bitSize() == 0) {
      return of(pointer, explained.object().virtualAddress());
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
  ///
  /// @param itself address of the object that has the pointer
  static String of(ExplainedObject.Pointer pointer, long itself) {
    return " -> %s%s"
        .formatted(
            pointer.address() == itself
                ? "itself"
                : HarmlessText.of(pointer.type()) + " " + Hexadecimal.of(pointer.address()),
            pointer.within() == 0 ? "" : "+0x%x".formatted(pointer.within()));
  }

  private static boolean isSigned(String type) {
    return type.startsWith("int")
        || type.startsWith("long")
        || type.startsWith("short")
        || type.startsWith("signed");
  }
}
