package org.deepmem.symbols;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Finds the tables of kallsyms by what they must look like, in kernels that don't say where they
/// are (before 6.0). The digits are always tokens of their own, so the token table holds `0\0` to
/// `9\0` in a row; the token index repeats its offsets; before it lie the markers, which lead to
/// the names and their number.
///
/// Two orders are known: offsets, base, count, names, markers, tokens, index (older), and count,
/// names, markers, tokens, index, offsets, base (newer).
public final class KallsymsSearch {
  private static final byte[] DIGITS =
      "\0000\0001\0002\0003\0004\0005\0006\0007\0008\0009\0".getBytes(StandardCharsets.US_ASCII);

  private static final int TOKENS = 256;
  private static final int PER_MARKER = 256;

  /// How far before the tokens the names may start, in bytes.
  private static final int LONGEST = 1 << 25;

  /// Names that are passed over in all. Memory can be written so that names seem to begin in every
  /// word of it, and every such beginning would be followed to its end.
  private static final long MOST_NAMES = 1L << 28;

  private static final int FEWEST_SYMBOLS = 256;
  private static final int MOST_SYMBOLS = 4_000_000;

  private final ByteBuffer image;
  private final long base;
  private long namesLeft = MOST_NAMES;

  private KallsymsSearch(byte[] image, long base) {
    this.image = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    this.base = base;
  }

  /// Finds the tables.
  ///
  /// @param image the kernel's image, contiguous
  /// @param base virtual address of its first byte
  public static Optional<KallsymsTables> find(byte[] image, long base) {
    KallsymsSearch search = new KallsymsSearch(image, base);
    for (int at = search.digits(0); at >= 0; at = search.digits(at + 1)) {
      Optional<KallsymsTables> tables = search.around(at + 1);
      if (tables.isPresent()) {
        return tables;
      }
    }
    return Optional.empty();
  }

  private int digits(int from) {
    byte[] bytes = image.array();
    for (int i = from; i <= bytes.length - DIGITS.length; i++) {
      if (bytes[i + 1] == '0'
          && bytes[i] == 0
          && Arrays.equals(bytes, i, i + DIGITS.length, DIGITS, 0, DIGITS.length)) {
        return i;
      }
    }
    return -1;
  }

  private Optional<KallsymsTables> around(int zero) {
    int tokens = tokenTable(zero);
    int index = tokens < 0 ? -1 : tokenIndex(tokens);
    if (index < 0) {
      return Optional.empty();
    }
    int names = names(tokens);
    return names < 0 ? Optional.empty() : tables(names, tokens, index);
  }

  /// Start of the table, from the token `0`, which is the 48th.
  private int tokenTable(int zero) {
    int at = zero;
    for (int token = '0'; token > 0; token--) {
      at--;
      while (at > 0 && image.get(at - 1) != 0) {
        at--;
      }
      if (at <= 0) {
        return -1;
      }
    }
    return at % 8 == 0 ? at : -1;
  }

  private int tokenIndex(int tokens) {
    int[] starts = new int[TOKENS];
    int at = tokens;
    for (int token = 0; token < TOKENS; token++) {
      starts[token] = at - tokens;
      while (at < image.capacity() && image.get(at) != 0) {
        at++;
      }
      at++;
    }
    int index = at + 7 & -8;
    if (index + TOKENS * 2 > image.capacity()) {
      return -1;
    }
    for (int token = 0; token < TOKENS; token++) {
      if ((image.getShort(index + token * 2) & 0xffff) != starts[token]) {
        return -1;
      }
    }
    return index;
  }

  /// Start of the names that lie before the tokens, or -1.
  private int names(int tokens) {
    int lowest = Math.max(8, tokens - LONGEST);
    for (int names = tokens & -8; names >= lowest; names -= 8) {
      int count = image.getInt(names - 8);
      if (image.getInt(names - 4) == 0
          && count >= FEWEST_SYMBOLS
          && count <= MOST_SYMBOLS
          && agrees(names, count, tokens)) {
        return names;
      }
    }
    return -1;
  }

  /// Whether so many names lie here, and markers after them that say so.
  private boolean agrees(int names, int count, int tokens) {
    int[] starts = new int[(count + PER_MARKER - 1) / PER_MARKER];
    int at = names;
    for (int i = 0; i < count; i++) {
      if (at + 1 >= tokens || image.get(at) == 0 || namesLeft-- <= 0) {
        return false;
      }
      if (i % PER_MARKER == 0) {
        starts[i / PER_MARKER] = at - names;
      }
      int length = image.get(at++) & 0xff;
      if (length >= 0x80) {
        length = length & 0x7f | (image.get(at++) & 0xff) << 7;
      }
      at += length;
    }
    int markers = at + 7 & -8;
    if (markers + starts.length * 4 > tokens) {
      return false;
    }
    for (int i = 0; i < starts.length; i++) {
      if (image.getInt(markers + i * 4) != starts[i]) {
        return false;
      }
    }
    return true;
  }

  private Optional<KallsymsTables> tables(int names, int tokens, int index) {
    int bytes = image.getInt(names - 8) * 4 + 7 & -8;
    int after = index + TOKENS * 2;
    if (isBase(after + bytes)) {
      return Optional.of(tables(names, tokens, index, after, after + bytes));
    }
    int before = names - 16;
    return isBase(before)
        ? Optional.of(tables(names, tokens, index, before - bytes, before))
        : Optional.empty();
  }

  /// Whether an address of the kernel's image is stored here.
  private boolean isBase(int at) {
    return at >= 0
        && at + 8 <= image.capacity()
        && image.getLong(at) >>> 31 == -1L >>> 31
        && image.getLong(at) % 4096 == 0;
  }

  private KallsymsTables tables(int names, int tokens, int index, int offsets, int relativeBase) {
    return new KallsymsTables(
        base + names - 8,
        base + names,
        base + tokens,
        base + index,
        base + offsets,
        base + relativeBase);
  }
}
