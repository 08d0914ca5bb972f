package org.deepmem.symbols;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The types of a BTF blob by their ids (Documentation/bpf/btf.rst), every id, name and count
/// checked once, so that what is asked later can't leave the blob. Id 0 is `void`.
final class BtfTypes {
  static final int VOID = 0;
  static final int INT = 1;
  static final int PTR = 2;
  static final int ARRAY = 3;
  static final int STRUCT = 4;
  static final int UNION = 5;
  static final int ENUM = 6;
  static final int FWD = 7;
  static final int TYPEDEF = 8;
  static final int VOLATILE = 9;
  static final int CONST = 10;
  static final int RESTRICT = 11;
  static final int FUNC = 12;
  static final int FUNC_PROTO = 13;
  static final int VAR = 14;
  static final int DATASEC = 15;
  static final int FLOAT = 16;
  static final int DECL_TAG = 17;
  static final int TYPE_TAG = 18;
  static final int ENUM64 = 19;

  static final short MAGIC = (short) 0xeb9f;
  static final int HEADER = 24;

  private static final int ENTRY = 12;

  /// Bytes that the names of all types, members and constants have together: far more than any
  /// kernel's, which are 10 MB. Many may share one long text.
  private static final long MAX_NAMES = 1L << 27;

  private final String source;
  private final ByteBuffer data;
  private final int typesEnd;
  private final int stringsStart;
  private final int stringsEnd;
  private final int[] entries;
  private long nameBytes;

  private BtfTypes(String source, ByteBuffer data, Sections sections, int[] entries) {
    this.source = source;
    this.data = data;
    typesEnd = sections.typesEnd();
    stringsStart = sections.stringsStart();
    stringsEnd = sections.stringsEnd();
    this.entries = entries;
  }

  /// Where the two sections lie, in bytes from the start of the blob.
  record Sections(int typesStart, int typesEnd, int stringsStart, int stringsEnd) {
    /// Reads a header; the blob may be followed by anything.
    static Sections read(String source, ByteBuffer data) throws MalformedSymbolsException {
      if (data.capacity() < HEADER || data.getShort(0) != MAGIC) {
        throw new MalformedSymbolsException(source, 0, "no BTF: its magic 9f eb is missing");
      }
      if (data.get(2) != 1) {
        throw new MalformedSymbolsException(source, 2, "BTF version %d".formatted(data.get(2)));
      }
      long header = Integer.toUnsignedLong(data.getInt(4));
      long types = header + Integer.toUnsignedLong(data.getInt(8));
      long typesEnd = types + Integer.toUnsignedLong(data.getInt(12));
      long strings = header + Integer.toUnsignedLong(data.getInt(16));
      long stringsEnd = strings + Integer.toUnsignedLong(data.getInt(20));
      long end = Math.max(typesEnd, stringsEnd);
      if (header < HEADER || types % 4 != 0 || end > data.capacity()) {
        throw new MalformedSymbolsException(
            source, data.capacity(), "BTF is cut off: its sections end at byte %d".formatted(end));
      }
      if (strings == stringsEnd || data.get((int) stringsEnd - 1) != 0) {
        throw new MalformedSymbolsException(source, stringsEnd, "BTF strings have no end");
      }
      return new Sections((int) types, (int) typesEnd, (int) strings, (int) stringsEnd);
    }
  }

  static BtfTypes parse(String source, byte[] bytes) throws MalformedSymbolsException {
    ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Sections sections = Sections.read(source, data);
    int[] entries = new int[Math.max(16, (sections.typesEnd - sections.typesStart) / 24)];
    int count = 1;
    int at = sections.typesStart;
    while (at < sections.typesEnd) {
      if (sections.typesEnd - at < ENTRY) {
        throw new MalformedSymbolsException(source, at, "type %d is cut off".formatted(count));
      }
      if (count == entries.length) {
        entries = Arrays.copyOf(entries, count * 2);
      }
      entries[count++] = at;
      int info = data.getInt(at + 4);
      long next = at + ENTRY + trailing(info >>> 24 & 0x1f, info & 0xffff);
      if (next < at + ENTRY || next > sections.typesEnd) {
        throw new MalformedSymbolsException(
            source, at, "type %d is unknown or cut off".formatted(count - 1));
      }
      at = (int) next;
    }
    BtfTypes types = new BtfTypes(source, data, sections, Arrays.copyOf(entries, count));
    types.check();
    return types;
  }

  /// Bytes that follow a type's entry; [Integer#MIN_VALUE] for a kind that doesn't exist.
  private static int trailing(int kind, int count) {
    return switch (kind) {
      case INT, VAR, DECL_TAG -> 4;
      case ARRAY -> 12;
      case STRUCT, UNION, DATASEC, ENUM64 -> 12 * count;
      case ENUM, FUNC_PROTO -> 8 * count;
      case PTR, FWD, TYPEDEF, VOLATILE, CONST, RESTRICT, FUNC, FLOAT, TYPE_TAG -> 0;
      default -> Integer.MIN_VALUE;
    };
  }

  private void check() throws MalformedSymbolsException {
    for (int id = 1; id < entries.length; id++) {
      int at = entries[id];
      checkName(at, data.getInt(at));
      switch (kind(id)) {
        case PTR, TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG -> checkId(at, target(id));
        case ARRAY -> checkId(at, elementType(id));
        case STRUCT, UNION -> {
          for (int i = 0; i < count(id); i++) {
            checkName(at, data.getInt(at + ENTRY + 12 * i));
            checkId(at, memberType(id, i));
          }
        }
        case ENUM, ENUM64 -> {
          int stride = kind(id) == ENUM ? 8 : 12;
          for (int i = 0; i < count(id); i++) {
            checkName(at, data.getInt(at + ENTRY + stride * i));
          }
        }
        default -> {
          // Functions, variables and declaration tags are never asked for.
        }
      }
    }
  }

  private void checkName(int at, int name) throws MalformedSymbolsException {
    if (name < 0 || name >= stringsEnd - stringsStart) {
      throw new MalformedSymbolsException(source, at, "a name lies outside the strings");
    }
    for (int end = stringsStart + name; data.get(end) != 0; end++) {
      if (++nameBytes > MAX_NAMES) {
        throw new MalformedSymbolsException(
            source, at, "the names of all types are longer than any kernel's");
      }
    }
  }

  private void checkId(int at, int id) throws MalformedSymbolsException {
    if (id < 0 || id >= entries.length) {
      throw new MalformedSymbolsException(source, at, "refers to type %d".formatted(id));
    }
  }

  /// Number of types, `void` included.
  int size() {
    return entries.length;
  }

  /// Byte offset of a type's entry in the blob, for messages.
  int entry(int id) {
    return entries[id];
  }

  int kind(int id) {
    return id == VOID ? VOID : data.getInt(entries[id] + 4) >>> 24 & 0x1f;
  }

  /// Whether the type only renames or qualifies another.
  boolean isAlias(int id) {
    return switch (kind(id)) {
      case TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG -> true;
      default -> false;
    };
  }

  boolean isStructure(int id) {
    int kind = kind(id);
    return kind == STRUCT || kind == UNION;
  }

  /// Number of members or constants.
  int count(int id) {
    return data.getInt(entries[id] + 4) & 0xffff;
  }

  /// Size in bytes as the entry gives it: for integers, structures, enumerations.
  int sizeField(int id) {
    return data.getInt(entries[id] + 8);
  }

  /// What a pointer, typedef or qualifier refers to.
  int target(int id) {
    return data.getInt(entries[id] + 8);
  }

  String name(int id) {
    return id == VOID ? "void" : text(data.getInt(entries[id]));
  }

  int elementType(int arrayId) {
    return data.getInt(entries[arrayId] + ENTRY);
  }

  int elementCount(int arrayId) {
    return data.getInt(entries[arrayId] + ENTRY + 8);
  }

  /// An integer's bits and first bit: `bits | first << 8`, as before bit sizes were in members.
  int integerEncoding(int id) {
    return data.getInt(entries[id] + ENTRY);
  }

  String memberName(int id, int i) {
    return text(data.getInt(entries[id] + ENTRY + 12 * i));
  }

  int memberType(int id, int i) {
    return data.getInt(entries[id] + ENTRY + 12 * i + 4);
  }

  /// First bit of a member, from the structure's start.
  int memberBit(int id, int i) {
    int value = data.getInt(entries[id] + ENTRY + 12 * i + 8);
    return hasBitSizes(id) ? value & 0xffffff : value;
  }

  /// Bits of a bit field, or 0.
  int memberBitSize(int id, int i) {
    return hasBitSizes(id) ? data.getInt(entries[id] + ENTRY + 12 * i + 8) >>> 24 : 0;
  }

  /// The flag that all entries have in their top bit.
  private boolean hasBitSizes(int id) {
    return data.getInt(entries[id] + 4) < 0;
  }

  String constantName(int id, int i) {
    return text(data.getInt(entries[id] + ENTRY + (kind(id) == ENUM ? 8 : 12) * i));
  }

  long constantValue(int id, int i) {
    boolean signed = data.getInt(entries[id] + 4) < 0;
    if (kind(id) == ENUM) {
      int value = data.getInt(entries[id] + ENTRY + 8 * i + 4);
      return signed ? value : Integer.toUnsignedLong(value);
    }
    int at = entries[id] + ENTRY + 12 * i;
    return Integer.toUnsignedLong(data.getInt(at + 4)) | (long) data.getInt(at + 8) << 32;
  }

  private String text(int offset) {
    int start = stringsStart + offset;
    int end = start;
    while (data.get(end) != 0) {
      end++;
    }
    return new String(data.array(), start, end - start, StandardCharsets.UTF_8);
  }
}
