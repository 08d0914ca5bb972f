package org.deepmem.label;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.deepmem.symbols.TypeTable;
import org.deepmem.symbols.WordMembers;

/// What the words of an object type are called in one kernel build.
///
/// @param type name of the object type
/// @param members paths such as `tasks.next` by their offsets in bytes, one for each word that may
///   hold a pointer
public record ObjectLayout(String type, NavigableMap<Integer, String> members) {
  public ObjectLayout {
    members = Collections.unmodifiableNavigableMap(new TreeMap<>(members));
  }

  /// The layouts of the types of some objects, by type; without those that a kernel has no layout
  /// of.
  ///
  /// @param wordSize bytes of a pointer
  public static Map<String, ObjectLayout> of(
      TypeTable types, Collection<LabelledObject> objects, int wordSize) {
    Map<String, ObjectLayout> layouts = new HashMap<>();
    for (LabelledObject object : objects) {
      layouts.computeIfAbsent(object.type(), type -> of(types, type, wordSize));
    }
    layouts.values().removeIf(layout -> layout.members().isEmpty());
    return Map.copyOf(layouts);
  }

  /// The layout of one type; without members where the kernel has none of it. Of several members at
  /// one offset, as in a union, the first that is a pointer counts.
  public static ObjectLayout of(TypeTable types, String type, int wordSize) {
    NavigableMap<Integer, String> members = new TreeMap<>();
    WordMembers.of(types, type, wordSize)
        .forEach(member -> members.putIfAbsent(member.offset(), member.name()));
    return new ObjectLayout(type, members);
  }

  /// The member at an offset.
  public Optional<String> nameAt(int offset) {
    return Optional.ofNullable(members.get(offset));
  }
}
