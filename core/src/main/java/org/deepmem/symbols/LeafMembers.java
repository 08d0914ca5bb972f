package org.deepmem.symbols;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All that a structure holds, down to what has no members of its own: numbers, pointers, bit
/// fields, and arrays of such, by their paths, such as `tasks.next`, `comm` and `pids[1].first`.
public final class LeafMembers {
  /// No real structure is nested deeper.
  private static final int MAX_DEPTH = 64;

  /// No more members are listed; a layout that holds itself has no end.
  private static final int MAX_MEMBERS = 1 << 14;

  private final TypeTable types;
  private final List<StructMember> found = new ArrayList<>();
  private int visited;

  private LeafMembers(TypeTable types) {
    this.types = types;
  }

  /// The members of a structure by offset; those at one offset, as in a union, as they are
  /// declared.
  ///
  /// @return empty where the structure isn't known
  public static List<StructMember> of(TypeTable types, String struct) {
    LeafMembers leaves = new LeafMembers(types);
    types.struct(struct).ifPresent(layout -> leaves.addAll(layout, 0, "", 0));
    leaves.found.sort(
        Comparator.comparingInt(StructMember::offset).thenComparingInt(StructMember::bitOffset));
    return List.copyOf(leaves.found);
  }

  private void addAll(StructLayout layout, int base, String path, int depth) {
    for (StructMember member : layout.members().values()) {
      add(member.movedBy(base, path + member.name()), depth);
    }
  }

  /// @param member with its path from the outermost structure, and its offset there
  private void add(StructMember member, int depth) {
    visited++;
    if (depth > MAX_DEPTH || visited > MAX_MEMBERS) {
      return;
    }
    Optional<StructLayout> inner = struct(member.typeName());
    Optional<String> element = member.arrayElement();
    if (inner.isPresent()) {
      addAll(inner.get(), member.offset(), member.name() + ".", depth + 1);
    } else if (element.isPresent() && struct(member.elementType().orElse("")).isPresent()) {
      addElements(member, element.get(), depth);
    } else {
      found.add(member);
    }
  }

  private void addElements(StructMember array, String element, int depth) {
    int count = array.arrayLength();
    int size = count == 0 ? 0 : array.size() / count;
    for (int i = 0; i < count && visited <= MAX_MEMBERS; i++) {
      String name = "%s[%d]".formatted(array.name(), i);
      add(new StructMember(name, array.offset() + i * size, size, 0, 0, element), depth + 1);
    }
  }

  private Optional<StructLayout> struct(String typeName) {
    return typeName.endsWith("*") || typeName.endsWith("]")
        ? Optional.empty()
        : types.struct(typeName).filter(layout -> !layout.members().isEmpty());
  }
}
