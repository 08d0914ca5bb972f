package org.deepmem.kernel.linux;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What the kernel writes down about itself for crash dumps (Documentation/admin-guide/kdump/
/// vmcoreinfo.rst): lines of `KEY=value`.
public final class VmcoreInfo {
  private final Map<String, String> values;

  private VmcoreInfo(Map<String, String> values) {
    this.values = values;
  }

  /// Reads the text; lines that aren't `KEY=value` are passed over.
  public static VmcoreInfo parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.putIfAbsent(line.substring(0, equals), line.substring(equals + 1).strip());
      }
    }
    return new VmcoreInfo(values);
  }

  /// The value of a line such as `OSRELEASE`.
  public Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /// Run-time address of a symbol.
  public OptionalLong symbol(String name) {
    return integer("SYMBOL(" + name + ")", 16);
  }

  /// A number, which kernels write in decimal or, since 6.x, some with `0x`.
  public OptionalLong number(String name) {
    return integer("NUMBER(" + name + ")", 10);
  }

  /// Offset of a member, `structure.member`, in bytes.
  public OptionalLong offset(String member) {
    return integer("OFFSET(" + member + ")", 10);
  }

  /// Size of a structure in bytes.
  public OptionalLong size(String structure) {
    return integer("SIZE(" + structure + ")", 10);
  }

  /// Number of elements of an array.
  public OptionalLong length(String array) {
    return integer("LENGTH(" + array + ")", 10);
  }

  /// How far KASLR moved the kernel's image, in bytes.
  public OptionalLong kernelOffset() {
    return integer("KERNELOFFSET", 16);
  }

  /// Seconds since 1970 at which the kernel crashed, when it did.
  public OptionalLong crashTime() {
    return integer("CRASHTIME", 10);
  }

  /// Number of values.
  public int size() {
    return values.size();
  }

  private OptionalLong integer(String key, int radix) {
    String text = values.get(key);
    if (text == null) {
      return OptionalLong.empty();
    }
    try {
      boolean prefixed = text.startsWith("0x") || text.startsWith("0X");
      String digits = prefixed ? text.substring(2) : text;
      return OptionalLong.of(
          prefixed || radix == 16 ? Long.parseUnsignedLong(digits, 16) : Long.parseLong(digits));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
