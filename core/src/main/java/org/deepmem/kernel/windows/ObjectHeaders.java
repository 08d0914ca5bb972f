package org.deepmem.kernel.windows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.deepmem.kernel.KernelReader;
import org.jspecify.annotations.Nullable;

/// The headers that the object manager puts before its objects: `_OBJECT_HEADER`, and below it the
/// optional ones that its InfoMask names. For one thread.
///
/// The type is told by what the layout has: a pointer `Type` (XP, 2003), or a TypeIndex into
/// ObTypeIndexTable, XORed with ObHeaderCookie and the second byte of the header's address where
/// there is such a cookie (10).
final class ObjectHeaders {
  private static final String HEADER = "_OBJECT_HEADER";

  /// Optional headers in the order of their bits, the first nearest to the object header. A layout
  /// lacks those that its version doesn't have.
  private static final List<String> OPTIONAL =
      List.of(
          "CREATOR_INFO",
          "NAME_INFO",
          "HANDLE_INFO",
          "QUOTA_INFO",
          "PROCESS_INFO",
          "AUDIT_INFO",
          "EXTENDED_INFO",
          "HANDLE_REVOCATION_INFO",
          "PADDING_INFO");

  private static final int MASKS = 256;
  private static final int MOST_REFERENCES = 1 << 24;
  private static final int LONGEST_TYPE_NAME = 64;
  private static final int LONGEST_NAME = 1024;

  private final KernelReader kernel;
  private final UnicodeText text;
  private final int body;
  private final int mask;
  private final int[] optionalSizes = new int[MASKS];
  private final int knownMasks;
  private final long indexTable;
  private final @Nullable Integer cookie;
  private final Map<Long, String> names = new HashMap<>();

  ObjectHeaders(KernelReader kernel) {
    this.kernel = kernel;
    text = new UnicodeText(kernel);
    body = kernel.offset(HEADER, "Body");
    mask = kernel.offset(HEADER, "InfoMask");
    indexTable = kernel.symbol("ObTypeIndexTable");
    long cookieAt = kernel.symbol("ObHeaderCookie");
    cookie =
        cookieAt != 0 && kernel.readable(cookieAt, 1) ? (Integer) kernel.uint8(cookieAt) : null;
    int bit = 1;
    for (String name : OPTIONAL) {
      OptionalInt size = kernel.size("_OBJECT_HEADER_" + name);
      if (size.isPresent() && bit < MASKS) {
        for (int set = 0; set < MASKS; set++) {
          optionalSizes[set] += (set & bit) != 0 ? size.getAsInt() : 0;
        }
        bit <<= 1;
      }
    }
    knownMasks = bit - 1;
  }

  /// Bytes from a header to its object; [KernelReader#ABSENT] when the layout has no headers.
  int body() {
    return body;
  }

  /// Whether an object header may start `below` bytes after the start of its allocation: the
  /// optional headers that its mask names fill what is below it. Without masks (XP, 2003) any may.
  boolean fits(long header, int below) {
    if (mask == KernelReader.ABSENT) {
      return true;
    }
    int set = kernel.uint8(header + mask);
    int known = optionalSizes[set & knownMasks];
    return (set & ~knownMasks) == 0 ? known == below : known <= below;
  }

  /// Address of an optional header, 0 when the object has none of the kind.
  ///
  /// @param object address of the object's body
  /// @param name such as `NAME_INFO`
  long optional(long object, String name) {
    int bit = bit(name);
    if (body == KernelReader.ABSENT || mask == KernelReader.ABSENT || bit == 0) {
      return 0;
    }
    long header = object - body;
    int set = kernel.uint8(header + mask);
    return (set & bit) == 0 ? 0 : header - optionalSizes[set & (bit * 2 - 1)];
  }

  /// The name that the object manager has for an object, such as a device's; "" when it has none or
  /// it isn't in the dump.
  String name(long object) {
    long info = object == 0 ? 0 : optional(object, "NAME_INFO");
    int at = kernel.offset("_OBJECT_HEADER_NAME_INFO", "Name");
    return info == 0 || at < 0 ? "" : text.at(info + at, LONGEST_NAME);
  }

  private int bit(String name) {
    int bit = 1;
    for (String other : OPTIONAL) {
      if (kernel.size("_OBJECT_HEADER_" + other).isPresent()) {
        if (other.equals(name)) {
          return bit;
        }
        bit <<= 1;
      }
    }
    return 0;
  }

  /// Whether something still holds the object, by its count of pointers.
  boolean isReferenced(long object) {
    int count = kernel.int32(object - body + Math.max(0, kernel.offset(HEADER, "PointerCount")));
    return count > 0 && count < MOST_REFERENCES;
  }

  /// The object manager's name for the object's type, such as `File`; "" when it can't be told.
  ///
  /// @param object address of the object's body
  String typeName(long object) {
    long header = object - body;
    int pointer = kernel.offset(HEADER, "Type");
    if (pointer != KernelReader.ABSENT) {
      return nameOfType(kernel.pointer(header + pointer));
    }
    int index = index(header);
    if (index < 0) {
      return "";
    }
    if (indexTable != 0) {
      return nameOfType(kernel.pointer(indexTable + (long) index * kernel.wordSize()));
    }
    return WindowsTypes.all().stream()
        .filter(type -> type.index() == index && index != 0)
        .map(WindowsType::object)
        .findFirst()
        .orElse("other");
  }

  /// Whether type names can be told at all; otherwise objects are told by their checks alone.
  boolean namesTypes() {
    if (kernel.has(HEADER, "Type")) {
      return true;
    }
    long system = kernel.pointer(kernel.symbol("PsInitialSystemProcess"));
    boolean plain = indexTable != 0 || !isTen();
    return plain
        && (system == 0
            || !kernel.readable(system - body, 1)
            || typeName(system).equals("Process"));
  }

  private int index(long header) {
    int at = kernel.offset(HEADER, "TypeIndex");
    if (at == KernelReader.ABSENT) {
      return -1;
    }
    int index = kernel.uint8(header + at);
    return cookie == null ? index : index ^ cookie ^ (int) (header >>> 8 & 0xff);
  }

  /// Windows 10 packs pointers in its handle tables and moved the types' numbers.
  private boolean isTen() {
    return kernel.has("_HANDLE_TABLE_ENTRY", "ObjectPointerBits");
  }

  private String nameOfType(long type) {
    return names.computeIfAbsent(
        type,
        address -> {
          int at = kernel.offset("_OBJECT_TYPE", "Name");
          return at == KernelReader.ABSENT || address == 0
              ? ""
              : text.at(address + at, LONGEST_TYPE_NAME);
        });
  }
}
