package org.deepmem.symbols;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Layouts from a small text, as the built-in ones are kept. A line is one of
///
/// - `# comment` or nothing,
/// - `word 4` (or 8): bytes of a pointer, before the first structure that holds one,
/// - `_LIST_ENTRY 0x8`: a structure or union and its bytes,
/// - ` 0x4 Blink : _LIST_ENTRY *`: a member of the structure above; its type is a structure's name,
///   a base type of C as Windows has it (`unsigned long` is 4 bytes), `enum of long`, any of these
///   with ` *` or `[count]` behind it, or `bits[first:end] of unsigned long`, `end` exclusive.
final class LayoutText implements TypeTable {
  private static final Pattern STRUCTURE = Pattern.compile("(\\w+) 0x([0-9a-f]{1,7})");
  private static final Pattern MEMBER = Pattern.compile(" +0x([0-9a-f]{1,7}) (\\w+) : (.+)");
  private static final Pattern BITS = Pattern.compile("bits\\[(\\d{1,2}):(\\d{1,2})] of ([\\w ]+)");
  private static final Pattern WORD = Pattern.compile("word ([48])");

  private static final Map<String, Integer> BASE_SIZES =
      Map.ofEntries(
          Map.entry("char", 1),
          Map.entry("unsigned char", 1),
          Map.entry("short", 2),
          Map.entry("unsigned short", 2),
          Map.entry("wchar", 2),
          Map.entry("long", 4),
          Map.entry("unsigned long", 4),
          Map.entry("int", 4),
          Map.entry("unsigned int", 4),
          Map.entry("float", 4),
          Map.entry("long long", 8),
          Map.entry("unsigned long long", 8),
          Map.entry("double", 8));

  private final String source;
  private final Map<String, Integer> sizes = new HashMap<>();
  private final Map<String, StructLayout> layouts = new HashMap<>();
  private int word;

  private LayoutText(String source) {
    this.source = source;
  }

  /// @param source for messages and [#source]
  /// @throws MalformedSymbolsException with the number of the line that is none of the above, lies
  ///   outside its structure, or declares a structure again
  static LayoutText parse(String source, String text) throws MalformedSymbolsException {
    LayoutText table = new LayoutText(source);
    table.readSizes(text);
    table.readMembers(text);
    return table;
  }

  @Override
  public Optional<StructLayout> struct(String name) {
    return Optional.ofNullable(layouts.get(name));
  }

  /// All structures, sorted by name.
  List<StructLayout> structures() {
    return layouts.values().stream().sorted(Comparator.comparing(StructLayout::name)).toList();
  }

  @Override
  public OptionalLong enumConstant(String enumeration, String constant) {
    return OptionalLong.empty();
  }

  @Override
  public String source() {
    return source;
  }

  /// A member's type may be declared after it, so the sizes are read first.
  private void readSizes(String text) throws MalformedSymbolsException {
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      Matcher structure = STRUCTURE.matcher(line);
      Matcher wordLine = WORD.matcher(line);
      if (wordLine.matches()) {
        word = Integer.parseInt(wordLine.group(1));
      } else if (structure.matches()) {
        if (sizes.put(structure.group(1), hex(structure.group(2))) != null) {
          throw fault(number, "declares %s again".formatted(structure.group(1)));
        }
      } else if (!line.isBlank() && !line.startsWith("#") && !MEMBER.matcher(line).matches()) {
        throw fault(number, "is neither `name 0xsize` nor `  0xoffset member : type`");
      }
    }
  }

  private void readMembers(String text) throws MalformedSymbolsException {
    int number = 0;
    String structure = "";
    Map<String, StructMember> members = new LinkedHashMap<>();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      Matcher start = STRUCTURE.matcher(line);
      Matcher inside = MEMBER.matcher(line);
      if (start.matches()) {
        keep(structure, members);
        structure = start.group(1);
        members.clear();
      } else if (inside.matches()) {
        StructMember member = member(number, inside);
        int end = sizes.getOrDefault(structure, 0);
        if ((long) member.offset() + member.size() > end && member.bitSize() == 0) {
          throw fault(number, "lies outside the 0x%x bytes of its structure".formatted(end));
        }
        members.putIfAbsent(member.name(), member);
      }
    }
    keep(structure, members);
  }

  private void keep(String structure, Map<String, StructMember> members) {
    if (!structure.isEmpty()) {
      layouts.put(
          structure, new StructLayout(structure, sizes.getOrDefault(structure, 0), members));
    }
  }

  private StructMember member(int number, Matcher line) throws MalformedSymbolsException {
    int offset = hex(line.group(1));
    String name = line.group(2);
    String type = line.group(3);
    Matcher bits = BITS.matcher(type);
    if (!bits.matches()) {
      String plain = type.startsWith("enum of ") ? type.substring(8) : type;
      return new StructMember(name, offset, size(number, plain), 0, 0, plain);
    }
    int first = Integer.parseInt(bits.group(1));
    int end = Integer.parseInt(bits.group(2));
    int unit = size(number, bits.group(3));
    if (first >= end || end > unit * 8) {
      throw fault(number, "has bits outside its %d bytes".formatted(unit));
    }
    return new StructMember(name, offset + first / 8, unit, first % 8, end - first, bits.group(3));
  }

  private int size(int number, String type) throws MalformedSymbolsException {
    int bracket = type.indexOf('[');
    if (bracket > 0) {
      long size = size(number, type.substring(0, bracket));
      for (String count : type.substring(bracket + 1).split("]\\[|]", -1)) {
        size *= count.isEmpty() ? 1 : count(number, count);
      }
      if (size > Integer.MAX_VALUE) {
        throw fault(number, "is an array without bounds");
      }
      return (int) size;
    }
    if (type.endsWith("*")) {
      if (word == 0) {
        throw fault(number, "holds a pointer, but no `word 4` or `word 8` says how wide one is");
      }
      return word;
    }
    Integer size = BASE_SIZES.getOrDefault(type, sizes.get(type));
    if (size == null && type.startsWith("_")) {
      return 0; // A structure that isn't written down; nobody asks for its inside.
    }
    if (size == null) {
      throw fault(number, "is of the type %s, whose size isn't known".formatted(type));
    }
    return size;
  }

  private int count(int number, String digits) throws MalformedSymbolsException {
    if (digits.length() > 6 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw fault(number, "has an array without a count");
    }
    return Integer.parseInt(digits);
  }

  private MalformedSymbolsException fault(int number, String reason) {
    return new MalformedSymbolsException(source, number, "line %d %s".formatted(number, reason));
  }

  private static int hex(String digits) {
    return Integer.parseInt(digits, 16);
  }
}
