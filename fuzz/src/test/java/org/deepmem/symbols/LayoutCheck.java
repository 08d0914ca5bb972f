package org.deepmem.symbols;

import static org.deepmem.fuzz.Checks.require;

/// What is asked of every structure of a table of types.
final class LayoutCheck {
  private LayoutCheck() {}

  static void check(TypeTable types, StructLayout layout) {
    for (StructMember member : layout.members().values()) {
      require(member.size() >= 0, "a member's size is positive");
      require(member.offset() >= 0, "a member's offset is positive");
      member.pointee();
      member.elementType();
      types.member(layout.name(), member.name() + "." + member.name());
    }
    WordMembers.of(types, layout.name(), 8);
    LeafMembers.of(types, layout.name());
  }
}
