package org.deepmem.lab.synthesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deepmem.symbols.StructLayout;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.TypeTable;

/// A member of a structure that has no members itself: a number, a bit field, a pointer, an element
/// of an array.
///
/// @param path `Tcb.Header.Type`
/// @param offset bytes from the structure's start
/// @param size bytes: 1, 2, 4 or 8
/// @param bitOffset first bit, of a bit field
/// @param bitSize bits of a bit field; 0 for others
/// @param pointer whether it is one
record Leaf(String path, int offset, int size, int bitOffset, int bitSize, boolean pointer) {
  /// Of longer arrays only so many elements are looked at.
  private static final int ELEMENTS = 8;

  /// All such members of a structure, in the order of its layout, without those that are another
  /// way to read a pointer.
  static List<Leaf> of(TypeTable types, String structure) {
    List<Leaf> leaves = new ArrayList<>();
    collect(types, types.requireStruct(structure), "", 0, leaves);
    List<Leaf> pointers = leaves.stream().filter(Leaf::pointer).toList();
    leaves.removeIf(l -> !l.pointer && pointers.stream().anyMatch(l::overlaps));
    return leaves;
  }

  private boolean overlaps(Leaf other) {
    return offset < other.offset + other.size && other.offset < offset + size;
  }

  private static void collect(
      TypeTable types, StructLayout layout, String prefix, int base, List<Leaf> leaves) {
    for (StructMember m : layout.members().values()) {
      String path = prefix + m.name();
      int offset = base + m.offset();
      Optional<String> element = m.elementType();
      if (m.bitSize() > 0) {
        leaves.add(
            new Leaf(path, offset, Math.min(8, m.size()), m.bitOffset(), m.bitSize(), false));
      } else if (element.isPresent() && !m.typeName().contains("[0]")) {
        int count = Integer.parseInt(m.typeName().replaceAll(".*\\[(\\d+)]$", "$1"));
        int size = count == 0 ? 0 : m.size() / count;
        Optional<StructLayout> inner = types.struct(element.get());
        for (int i = 0; i < Math.min(count, ELEMENTS); i++) {
          String name = path + '[' + i + ']';
          if (inner.isPresent()) {
            collect(types, inner.get(), name + '.', offset + i * size, leaves);
          } else {
            number(name, offset + i * size, size, element.get().endsWith("*"), leaves);
          }
        }
      } else {
        Optional<StructLayout> inner = types.struct(m.typeName());
        if (inner.isPresent() && !inner.get().members().isEmpty()) {
          collect(types, inner.get(), path + '.', offset, leaves);
        } else {
          number(path, offset, m.size(), m.pointee().isPresent(), leaves);
        }
      }
    }
  }

  private static void number(
      String path, int offset, int size, boolean pointer, List<Leaf> leaves) {
    if (size == 1 || size == 2 || size == 4 || size == 8) {
      leaves.add(new Leaf(path, offset, size, 0, 0, pointer));
    }
  }

  /// Its value in a structure's bytes. All pointers into the kernel count as one value.
  long value(byte[] structure, int word) {
    long raw = 0;
    for (int i = Math.min(size, structure.length - offset) - 1; i >= 0; i--) {
      raw = raw << 8 | structure[offset + i] & 0xff;
    }
    if (bitSize > 0) {
      return raw >>> bitOffset & (bitSize == 64 ? -1 : (1L << bitSize) - 1);
    }
    boolean kernel = size == word && (word == 8 ? raw >>> 47 == 0x1ffff : raw >= 0x80000000L);
    return kernel && raw != -1 && raw != 0xffffffffL ? Long.MAX_VALUE : raw;
  }
}
