package org.deepmem.symbols;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Members of a structure that are one word, and so may hold a pointer: those of nested structures
/// and arrays by their paths, such as `tasks.next` and `pids[1].first`.
public final class WordMembers {
  /// No real structure is nested deeper.
  private static final int MAX_DEPTH = 64;

  /// No real structure has more words; a layout that holds itself would.
  private static final int MAX_MEMBERS = 1 << 14;

  private final TypeTable types;
  private final int wordSize;
  private final List<StructMember> found = new ArrayList<>();
  private int visited;

  private WordMembers(TypeTable types, int wordSize) {
    this.types = types;
    this.wordSize = wordSize;
  }

  /// The aligned words of a structure, by offset; of several at one offset, as in a union, pointers
  /// come first, then as they are declared.
  ///
  /// @param wordSize bytes of a pointer
  /// @return empty where the structure isn't known
  public static List<StructMember> of(TypeTable types, String struct, int wordSize) {
    WordMembers words = new WordMembers(types, wordSize);
    types.struct(struct).ifPresent(layout -> words.addAll(layout, 0, "", 0));
    words.found.sort(
        Comparator.comparingInt(StructMember::offset)
            .thenComparing(member -> member.pointee().isEmpty()));
    return List.copyOf(words.found);
  }

  private void addAll(StructLayout layout, int base, String path, int depth) {
    for (StructMember member : layout.members().values()) {
      add(member.movedBy(base, path + member.name()), depth);
    }
  }

  /// @param member with its path from the outermost structure, and its offset there
  private void add(StructMember member, int depth) {
    visited++;
    if (depth > MAX_DEPTH || visited > MAX_MEMBERS || member.size() < wordSize) {
      return;
    }
    Optional<String> element = member.arrayElement();
    if (element.isPresent()) {
      addElements(member, element.get(), depth);
      return;
    }
    Optional<StructLayout> inner =
        member.pointee().isPresent() ? Optional.empty() : types.struct(member.typeName());
    if (inner.isPresent()) {
      addAll(inner.get(), member.offset(), member.name() + ".", depth + 1);
    } else if (member.size() == wordSize
        && member.bitSize() == 0
        && member.offset() % wordSize == 0) {
      found.add(member);
    }
  }

  private void addElements(StructMember array, String element, int depth) {
    int count = array.arrayLength();
    int size = count == 0 ? 0 : array.size() / count;
    for (int i = 0; i < count && size >= wordSize && visited <= MAX_MEMBERS; i++) {
      String name = "%s[%d]".formatted(array.name(), i);
      add(new StructMember(name, array.offset() + i * size, size, 0, 0, element), depth + 1);
    }
  }
}
