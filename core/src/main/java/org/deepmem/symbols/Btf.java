package org.deepmem.symbols;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// BTF, the compact type information that a kernel carries in its own memory
/// (Documentation/bpf/btf.rst). Layouts are made when they are asked for.
///
/// An unnamed structure that has no typedef is called `#id`, which [#struct] takes.
public final class Btf implements TypeTable {
  private final String source;
  private final BtfTypes types;
  private final int[] sizes;
  private final Map<String, Integer> structures = new HashMap<>();
  private final Map<String, Integer> typedefs = new HashMap<>();
  private final Map<String, Integer> enumerations = new HashMap<>();
  private final Map<String, Optional<StructLayout>> layouts = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Long>> constants = new ConcurrentHashMap<>();

  private Btf(String source, BtfTypes types, int[] sizes) {
    this.source = source;
    this.types = types;
    this.sizes = sizes;
    for (int id = 1; id < types.size(); id++) {
      switch (types.kind(id)) {
        case BtfTypes.STRUCT, BtfTypes.UNION -> structures.putIfAbsent(types.name(id), id);
        case BtfTypes.TYPEDEF -> typedefs.putIfAbsent(types.name(id), id);
        case BtfTypes.ENUM, BtfTypes.ENUM64 -> enumerations.putIfAbsent(types.name(id), id);
        default -> {
          // Only what is looked up by name is indexed.
        }
      }
    }
  }

  /// Reads a whole kernel's BTF; bytes after its sections are ignored.
  ///
  /// @param source for messages: a file's path, or `BTF` for the dump's own
  /// @throws MalformedSymbolsException with the byte offset, when it is cut off, an id or name lies
  ///   outside it, or a type holds itself
  public static Btf parse(String source, byte[] bytes) throws MalformedSymbolsException {
    BtfTypes types = BtfTypes.parse(source, bytes);
    return new Btf(source, types, BtfSizes.of(source, types));
  }

  /// Number of types of all kinds.
  public int size() {
    return types.size();
  }

  /// Number of structures and unions with different names.
  public int structures() {
    return structures.size();
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Optional<StructLayout> struct(String name) {
    Optional<StructLayout> known = layouts.get(name);
    return known != null ? known : layouts.computeIfAbsent(name, this::layout);
  }

  @Override
  public OptionalLong enumConstant(String enumeration, String constant) {
    Long value = constants.computeIfAbsent(enumeration, this::constants).get(constant);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private Map<String, Long> constants(String enumeration) {
    Map<String, Long> values = new HashMap<>();
    Integer only = enumerations.get(enumeration);
    if (only == null) {
      return values;
    }
    // All unnamed enumerations share the name ""; a named one is what its name leads to.
    int last = enumeration.isEmpty() ? types.size() - 1 : only;
    for (int id = only; id <= last; id++) {
      int kind = types.kind(id);
      if ((kind == BtfTypes.ENUM || kind == BtfTypes.ENUM64)
          && types.name(id).equals(enumeration)) {
        for (int i = 0; i < types.count(id); i++) {
          values.putIfAbsent(types.constantName(id, i), types.constantValue(id, i));
        }
      }
    }
    return values;
  }

  private Optional<StructLayout> layout(String name) {
    int id = structure(name);
    if (id == BtfTypes.VOID) {
      return Optional.empty();
    }
    Map<String, StructMember> members = new LinkedHashMap<>();
    addMembers(id, 0, members);
    return Optional.of(new StructLayout(name, sizes[id], members));
  }

  /// Id of the structure with this name, or of the one its typedef leads to; 0 where there is none.
  private int structure(String name) {
    if (name.startsWith("#")) {
      try {
        int id = Integer.parseInt(name.substring(1));
        return id > 0 && id < types.size() && types.isStructure(id) ? id : BtfTypes.VOID;
      } catch (NumberFormatException e) {
        return BtfTypes.VOID;
      }
    }
    Integer named = name.isEmpty() ? null : structures.get(name);
    if (named == null) {
      named = typedefs.get(name);
    }
    if (named == null) {
      return BtfTypes.VOID;
    }
    int id = named;
    while (types.isAlias(id)) {
      id = types.target(id);
    }
    return types.isStructure(id) ? id : BtfTypes.VOID;
  }

  private void addMembers(int structure, int baseBit, Map<String, StructMember> members) {
    for (int i = 0; i < types.count(structure); i++) {
      String name = types.memberName(structure, i);
      int type = types.memberType(structure, i);
      int bit = baseBit + types.memberBit(structure, i);
      int bits = types.memberBitSize(structure, i);
      int resolved = type;
      while (types.isAlias(resolved)) {
        resolved = types.target(resolved);
      }
      if (name.isEmpty()) {
        if (types.isStructure(resolved)) {
          addMembers(resolved, bit, members);
        }
        continue;
      }
      if (bits == 0 && types.kind(resolved) == BtfTypes.INT) {
        // Before members had bit sizes, a bit field's type was an integer of so many bits.
        int encoding = types.integerEncoding(resolved);
        int encoded = encoding & 0xff;
        if (encoded != 0 && encoded < 8 * sizes[resolved]) {
          bits = encoded;
          bit += encoding >>> 16 & 0xff;
        }
      }
      int bitOffset = bits == 0 ? 0 : bit & 7;
      String typeName = spell(type);
      members.putIfAbsent(
          name, new StructMember(name, bit >>> 3, sizes[type], bitOffset, bits, typeName));
    }
  }

  /// The name of a type as [StructMember#typeName] describes it.
  private String spell(int type) {
    String typedef = "";
    int id = type;
    while (types.isAlias(id)) {
      if (types.kind(id) == BtfTypes.TYPEDEF) {
        typedef = types.name(id);
      }
      id = types.target(id);
    }
    return switch (types.kind(id)) {
      case BtfTypes.PTR -> {
        String target = spell(types.target(id));
        yield target.endsWith(" *") ? target + "*" : target + " *";
      }
      case BtfTypes.ARRAY -> {
        String element = spell(types.elementType(id));
        String count = "[" + Integer.toUnsignedString(types.elementCount(id)) + "]";
        // The outer count comes first, as in C.
        int bracket = element.indexOf('[');
        int inner = element.endsWith("]") && bracket >= 0 ? bracket : element.length();
        yield element.substring(0, inner) + count + element.substring(inner);
      }
      case BtfTypes.FUNC_PROTO -> "()";
      default -> {
        String name = types.name(id);
        if (!name.isEmpty()) {
          yield name;
        }
        yield !typedef.isEmpty() ? typedef : "#" + id;
      }
    };
  }
}
