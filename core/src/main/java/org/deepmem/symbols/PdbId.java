package org.deepmem.symbols;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which debug symbols a Windows module was built with: its RSDS record.
///
/// @param name of the symbols' file, such as `ntkrpamp.pdb`, without folders
/// @param guid 32 hexadecimal digits, upper case, as the record's text form has them without
///   hyphens
/// @param age how often the symbols were written anew
public record PdbId(String name, String guid, int age) {
  /// Bytes of a record before the name: `RSDS`, GUID, age.
  public static final int HEADER = 24;

  private static final int MAX_NAME = 260;
  private static final Pattern NAME = Pattern.compile("[\\w.$ +-]*\\w");
  private static final Pattern GUID = Pattern.compile("[0-9A-F]{32}");

  /// @throws IllegalArgumentException when the GUID isn't 32 hexadecimal digits, hyphens left out,
  ///   or the name is none of a file
  public PdbId {
    guid = guid.replace("-", "").toUpperCase(Locale.ROOT);
    if (!GUID.matcher(guid).matches()) {
      throw new IllegalArgumentException("GUID `%s`, where 32 digits belong".formatted(guid));
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("`%s` is no file's name".formatted(name));
    }
  }

  /// The RSDS record that starts at an offset; empty when none does, or it is cut off or its name
  /// is none of a file.
  public static Optional<PdbId> parse(byte[] bytes, int offset) {
    if (offset < 0 || bytes.length - offset <= HEADER) {
      return Optional.empty();
    }
    ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (record.getInt(offset) != 0x53445352) {
      return Optional.empty();
    }
    int end = offset + HEADER;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    int start = offset + HEADER;
    for (int at = start; at < end; at++) {
      if (bytes[at] == '\\' || bytes[at] == '/') {
        start = at + 1;
      }
    }
    String name = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    if (end == bytes.length || name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    String guid =
        "%08X%04X%04X%016X"
            .formatted(
                record.getInt(offset + 4),
                record.getShort(offset + 8),
                record.getShort(offset + 10),
                Long.reverseBytes(record.getLong(offset + 12)));
    return Optional.of(new PdbId(name, guid, record.getInt(offset + 20)));
  }

  /// Where Volatility 3 keeps the symbols in a symbol folder, without the folder `windows` and the
  /// ending: `ntkrpamp.pdb/GUID-AGE`.
  String path() {
    return name + "/" + key();
  }

  /// The file's name there, without ending.
  String key() {
    return guid + "-" + Integer.toUnsignedString(age);
  }

  /// Whether both name the same symbols: GUID and age tell them.
  boolean isSame(PdbId other) {
    return guid.equals(other.guid) && age == other.age;
  }

  @Override
  public String toString() {
    return name + " " + key();
  }
}
