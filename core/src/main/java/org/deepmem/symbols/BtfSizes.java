package org.deepmem.symbols;

import java.util.Set;

/// The size of every type, found from the innermost outwards, which also shows that no type holds
/// itself and that none is nested deeper than a reader may recurse.
final class BtfSizes {
  /// Deeper nesting than any real type has.
  private static final int MAX_DEPTH = 64;

  /// More members than any real structure lists as its own.
  private static final int MAX_MEMBERS = 1 << 16;

  /// What compilers call it: GCC the first, LLVM the second, and both without a sign.
  private static final Set<String> LONG_NAMES =
      Set.of("long int", "long", "long unsigned int", "unsigned long");

  private static final byte OPEN = -1;

  private final String source;
  private final BtfTypes types;
  private final int pointer;
  private final int[] sizes;

  /// Members that a structure lists as its own, those of unnamed inner ones included.
  private final int[] members;

  /// Per type: 0 not looked at, [#OPEN] being looked at, else its height.
  private final byte[] heights;

  /// The same for chains of aliases, arrays and pointers, which names are spelled from.
  private final byte[] nameHeights;

  private BtfSizes(String source, BtfTypes types) {
    this.source = source;
    this.types = types;
    pointer = pointerSize(types);
    sizes = new int[types.size()];
    members = new int[types.size()];
    heights = new byte[types.size()];
    nameHeights = new byte[types.size()];
  }

  /// @return `[types]`, bytes; 0 for what has no size
  static int[] of(String source, BtfTypes types) throws MalformedSymbolsException {
    BtfSizes all = new BtfSizes(source, types);
    for (int id = 1; id < types.size(); id++) {
      all.measure(id, 0);
      all.followName(id, 0);
    }
    return all.sizes;
  }

  /// Bytes of a pointer, which BTF doesn't state: those of Linux' `long`; 8 where there is none.
  private static int pointerSize(BtfTypes types) {
    for (int id = 1; id < types.size(); id++) {
      if (types.kind(id) == BtfTypes.INT && LONG_NAMES.contains(types.name(id))) {
        return types.sizeField(id) == Integer.BYTES ? Integer.BYTES : Long.BYTES;
      }
    }
    return Long.BYTES;
  }

  private int measure(int id, int depth) throws MalformedSymbolsException {
    if (id == BtfTypes.VOID) {
      return 0;
    }
    if (heights[id] > 0 && heights[id] + depth <= MAX_DEPTH) {
      return heights[id];
    }
    if (heights[id] != 0 || depth > MAX_DEPTH) {
      throw new MalformedSymbolsException(
          source, types.entry(id), "type %d holds itself, or too many others".formatted(id));
    }
    heights[id] = OPEN;
    int height = 0;
    long size = 0;
    switch (types.kind(id)) {
      case BtfTypes.INT, BtfTypes.FLOAT, BtfTypes.ENUM, BtfTypes.ENUM64 ->
          size = Integer.toUnsignedLong(types.sizeField(id));
      case BtfTypes.PTR -> size = pointer;
      case BtfTypes.ARRAY -> {
        height = measure(types.elementType(id), depth + 1);
        size = sizes[types.elementType(id)] * Integer.toUnsignedLong(types.elementCount(id));
      }
      case BtfTypes.STRUCT, BtfTypes.UNION -> {
        for (int i = 0; i < types.count(id); i++) {
          int member = types.memberType(id, i);
          height = Math.max(height, measure(member, depth + 1));
          members[id] += 1 + (types.memberName(id, i).isEmpty() ? members[member] : 0);
          if (members[id] > MAX_MEMBERS) {
            throw new MalformedSymbolsException(
                source, types.entry(id), "type %d has too many members".formatted(id));
          }
        }
        size = Integer.toUnsignedLong(types.sizeField(id));
      }
      default -> {
        if (types.isAlias(id)) {
          height = measure(types.target(id), depth + 1);
          size = sizes[types.target(id)];
          members[id] = members[types.target(id)];
        }
      }
    }
    if (size > Integer.MAX_VALUE) {
      throw new MalformedSymbolsException(
          source, types.entry(id), "type %d has %d bytes".formatted(id, size));
    }
    sizes[id] = (int) size;
    heights[id] = (byte) (height + 1);
    return height + 1;
  }

  private int followName(int id, int depth) throws MalformedSymbolsException {
    boolean array = types.kind(id) == BtfTypes.ARRAY;
    if (!array && types.kind(id) != BtfTypes.PTR && !types.isAlias(id)) {
      return 0;
    }
    if (nameHeights[id] > 0 && nameHeights[id] + depth <= MAX_DEPTH) {
      return nameHeights[id];
    }
    if (nameHeights[id] != 0 || depth > MAX_DEPTH) {
      throw new MalformedSymbolsException(
          source, types.entry(id), "type %d leads to itself, or too far".formatted(id));
    }
    nameHeights[id] = OPEN;
    int next = array ? types.elementType(id) : types.target(id);
    int height = followName(next, depth + 1) + 1;
    nameHeights[id] = (byte) height;
    return height;
  }
}
