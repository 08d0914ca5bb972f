package org.deepmem.lab.synthesis.machine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.TypeTable;

/// Members by dotted path, with array elements: `Pcb.Header.Type`, `ListHeads[3].Flink`.
final class StructurePaths {
  private final TypeTable types;
  private final Map<String, Optional<StructMember>> found = new HashMap<>();

  StructurePaths(TypeTable types) {
    this.types = types;
  }

  int size(String type) {
    return types.requireStruct(type).size();
  }

  /// A member, its offset counted from the start of `type`.
  Optional<StructMember> member(String type, String path) {
    return found.computeIfAbsent(type + '.' + path, key -> resolve(type, path));
  }

  private Optional<StructMember> resolve(String type, String path) {
    int bracket = path.indexOf('[');
    if (bracket < 0) {
      return types.member(type, path);
    }
    int end = path.indexOf(']', bracket);
    int index = Integer.parseInt(path.substring(bracket + 1, end));
    Optional<StructMember> element =
        types
            .member(type, path.substring(0, bracket))
            .flatMap(array -> element(array, path.substring(0, end + 1), index));
    if (element.isEmpty() || end + 1 == path.length()) {
      return element;
    }
    int offset = element.get().offset();
    return resolve(element.get().typeName(), path.substring(end + 2))
        .map(
            m ->
                new StructMember(
                    path, offset + m.offset(), m.size(), m.bitOffset(), m.bitSize(), m.typeName()));
  }

  private static Optional<StructMember> element(StructMember array, String path, int index) {
    String name = array.typeName();
    int open = name.lastIndexOf('[');
    if (open < 0) {
      return Optional.empty();
    }
    int count = Integer.parseInt(name.substring(open + 1, name.length() - 1));
    if (index < 0 || index >= count) {
      return Optional.empty();
    }
    int size = array.size() / count;
    return Optional.of(
        new StructMember(path, array.offset() + index * size, size, 0, 0, name.substring(0, open)));
  }
}
