package org.deepmem.kernel.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.kernel.Signatures;
import org.deepmem.symbols.StructLayout;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.TypeTable;

/// The marks of Linux' objects, by the layouts: text inside the object (arrays of `char`, and of
/// `unsigned char` where the path has `name` in it, such as `comm`, `d_iname`) and members called
/// `magic`, also those of structures inside the object.
final class LinuxSignatures implements Signatures {
  /// Deeper nesting than any kernel's; ends the walk of layouts that contain themselves.
  private static final int DEEPEST = 8;

  private final TypeTable types;
  private final Map<String, List<Mark>> marks = new HashMap<>();

  LinuxSignatures(TypeTable types) {
    this.types = types;
  }

  @Override
  public List<Mark> of(String type, long address) {
    return marks.computeIfAbsent(type, this::relative).stream()
        .map(mark -> new Mark(address + mark.address(), mark.length()))
        .toList();
  }

  /// Marks of a type, their addresses counted from the object's start.
  private List<Mark> relative(String type) {
    List<Mark> found = new ArrayList<>();
    types.struct(type).ifPresent(layout -> collect(layout, "", 0, 0, found));
    return found;
  }

  private void collect(StructLayout layout, String path, int base, int depth, List<Mark> found) {
    for (StructMember member : layout.members().values()) {
      String inner = path + '.' + member.name();
      if (isMark(member, inner)) {
        found.add(new Mark(base + member.offset(), member.size()));
      } else if (member.bitSize() == 0 && depth < DEEPEST) {
        types
            .struct(member.typeName())
            .ifPresent(nested -> collect(nested, inner, base + member.offset(), depth + 1, found));
      }
    }
  }

  private static boolean isMark(StructMember member, String path) {
    String element = member.elementType().orElse("");
    boolean text = element.equals("char") || (element.endsWith(" char") && path.contains("name"));
    boolean magic = member.name().endsWith("magic") && member.pointee().isEmpty();
    return member.size() > 0 && member.bitSize() == 0 && (text || magic);
  }
}
