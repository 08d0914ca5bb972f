package org.deepmem.detection;

import java.util.List;

/// Where the pointer members of an object type lie in one dump's kernel.
///
/// @param type name of the object type
/// @param objects how many were found in the dump
/// @param members by offset, unsolved ones last
public record TypeLayout(String type, int objects, List<MemberOffset> members) {
  public TypeLayout {
    members = List.copyOf(members);
  }

  /// How many members were found in one way.
  public long count(MemberOffset.State state) {
    return members.stream().filter(member -> member.state() == state).count();
  }
}
