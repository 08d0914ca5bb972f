package org.deepmem.symbols;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where a structure's members lie. Members of anonymous structures and unions inside it are listed
/// as its own.
///
/// @param name without `struct`
/// @param size bytes
/// @param members by name, in the order of their declaration; nested structures' members are
///   reached with [TypeTable#member]
public record StructLayout(String name, int size, Map<String, StructMember> members) {
  public StructLayout {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /// A direct member (or one of an anonymous inner structure), when the structure has it.
  public Optional<StructMember> member(String memberName) {
    return Optional.ofNullable(members.get(memberName));
  }
}
