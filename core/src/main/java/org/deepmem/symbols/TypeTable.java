package org.deepmem.symbols;

import java.util.Optional;
import java.util.OptionalLong;

/// Layouts of a kernel's structures and values of its enumerations. Ask for members, never for a
/// version.
public interface TypeTable {
  /// Layout of a structure or union by its name, without `struct`.
  Optional<StructLayout> struct(String name);

  /// Value of a constant of an enumeration; an anonymous enumeration's constants have the name "".
  OptionalLong enumConstant(String enumeration, String constant);

  /// Where the layouts come from, such as `BTF` or a file's path.
  String source();
}
