package org.deepmem.symbols;

import java.util.Optional;
import java.util.OptionalLong;

/// Layouts of a kernel's structures and values of its enumerations. Ask for members, never for a
/// version. Safe for use by several threads.
public interface TypeTable {
  /// Layout of a structure or union by its name, without `struct`, or by the name of a typedef that
  /// leads to one.
  Optional<StructLayout> struct(String name);

  /// Value of a constant of an enumeration; an anonymous enumeration's constants have the name "".
  OptionalLong enumConstant(String enumeration, String constant);

  /// Where the layouts come from, such as `BTF` or a file's path.
  String source();

  /// A member by its path through nested structures, such as `se.exec_start`; pointers aren't
  /// followed.
  ///
  /// @return the last member, its offset counted from the start of `struct`
  default Optional<StructMember> member(String struct, String path) {
    String inside = struct;
    int base = 0;
    int start = 0;
    while (true) {
      int dot = path.indexOf('.', start);
      String name = path.substring(start, dot < 0 ? path.length() : dot);
      Optional<StructMember> found = struct(inside).flatMap(layout -> layout.member(name));
      if (found.isEmpty()) {
        return found;
      }
      StructMember member = found.get();
      if (dot < 0) {
        return Optional.of(member.movedBy(base, path));
      }
      base += member.offset();
      inside = member.typeName();
      start = dot + 1;
    }
  }

  /// Layout of a structure that must be there.
  ///
  /// @throws MissingSymbolException when it isn't
  default StructLayout requireStruct(String name) {
    return struct(name)
        .orElseThrow(() -> new MissingSymbolException(source(), "structure " + name));
  }

  /// A member that must be there, by its path.
  ///
  /// @throws MissingSymbolException when it isn't
  default StructMember requireMember(String struct, String path) {
    return member(struct, path)
        .orElseThrow(
            () -> new MissingSymbolException(source(), "member %s.%s".formatted(struct, path)));
  }
}
