package org.deepmem.symbols;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Layouts from an ISF file (Volatility 3's Intermediate Symbol Format).
final class Isf implements TypeTable {
  /// Deeper nesting of unnamed structures than any real one has.
  private static final int MAX_DEPTH = 32;

  /// More members than any real structure lists as its own.
  private static final int MAX_MEMBERS = 1 << 16;

  private static final Pattern UNNAMED = Pattern.compile("(__)?unnamed_");

  private final String source;
  private final IsfParser file;
  private final Map<String, Optional<StructLayout>> layouts = new ConcurrentHashMap<>();

  Isf(String source, IsfParser file) {
    this.source = source;
    this.file = file;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Optional<StructLayout> struct(String name) {
    return layouts.computeIfAbsent(name, this::layout);
  }

  @Override
  public OptionalLong enumConstant(String enumeration, String constant) {
    // dwarf2json calls unnamed enumerations `unnamed_...`, pdbconv `__unnamed_...`, each its own.
    Long value =
        enumeration.isEmpty()
            ? file.constants.entrySet().stream()
                .filter(entry -> UNNAMED.matcher(entry.getKey()).lookingAt())
                .map(entry -> entry.getValue().get(constant))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null)
            : file.constants.getOrDefault(enumeration, Map.of()).get(constant);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private Optional<StructLayout> layout(String name) {
    IsfParser.Struct struct = file.structs.get(name);
    if (struct == null) {
      return Optional.empty();
    }
    Map<String, StructMember> members = new LinkedHashMap<>();
    addMembers(struct, 0, 0, new int[] {MAX_MEMBERS}, members);
    return Optional.of(new StructLayout(name, (int) struct.size(), members));
  }

  private void addMembers(
      IsfParser.Struct struct,
      long base,
      int depth,
      int[] visitsLeft,
      Map<String, StructMember> members) {
    for (IsfParser.Field field : struct.fields()) {
      IsfParser.Struct inner = file.structs.get(field.type().name());
      if (field.anonymous() && field.type().isStructure() && inner != null) {
        if (depth < MAX_DEPTH && visitsLeft[0]-- > 0) {
          addMembers(inner, base + field.offset(), depth + 1, visitsLeft, members);
        }
      } else {
        members.putIfAbsent(field.name(), member(field, base + field.offset()));
      }
    }
  }

  private StructMember member(IsfParser.Field field, long offset) {
    IsfType type = field.type();
    boolean bits = type.kind().equals("bitfield");
    long byteOffset = bits ? offset + type.position() / 8 : offset;
    return new StructMember(
        field.name(),
        (int) byteOffset,
        (int) Math.min(size(type, 0), Integer.MAX_VALUE),
        bits ? (int) (type.position() % 8) : 0,
        bits ? (int) type.count() : 0,
        type.spell());
  }

  /// Bytes of a type, 0 when unknown.
  private long size(IsfType type, int depth) {
    if (depth > MAX_DEPTH) {
      return 0;
    }
    return switch (type.kind()) {
      case "pointer" -> file.baseSizes.getOrDefault("pointer", 8L);
      case "array" -> {
        long element = size(type.innerOrUnknown(), depth + 1);
        yield element * Math.min(Math.max(type.count(), 0), Integer.MAX_VALUE);
      }
      case "bitfield" -> size(type.innerOrUnknown(), depth + 1);
      case "enum" -> file.enumSizes.getOrDefault(type.name(), 4L);
      case "struct", "union", "class" -> {
        IsfParser.Struct struct = file.structs.get(type.name());
        yield struct == null ? 0 : struct.size();
      }
      default -> file.baseSizes.getOrDefault(type.name(), 0L);
    };
  }
}
