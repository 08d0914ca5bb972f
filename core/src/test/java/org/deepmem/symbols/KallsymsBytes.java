package org.deepmem.symbols;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Writes the tables of kallsyms as scripts/kallsyms.c lays them out, in the order that kernels up
/// to 6.3 have, or the one since 6.4. Characters are tokens of their own; a few tokens are longer.
public final class KallsymsBytes {
  private static final List<String> LONG_TOKENS = List.of("init_", "per_cpu", "_start", "__");

  private final ByteBuffer out = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
  private final long base;

  /// @param base virtual address of the first byte written
  public KallsymsBytes(long base) {
    this.base = base;
  }

  /// Writes all tables.
  ///
  /// @param symbols in address order; those below `relativeBase` are absolute
  /// @param newer the order since 6.4
  public KallsymsTables write(List<Symbol> symbols, long relativeBase, boolean newer) {
    // Something else first, as in a kernel.
    out.putLong(-1).putLong(0x1234);
    long offsets = newer ? 0 : offsets(symbols, relativeBase);
    long relative = newer ? 0 : here().putLongAt(relativeBase);
    long count = here().putLongAt(symbols.size());
    int names = out.position();
    int[] markers = new int[(symbols.size() + 255) / 256];
    for (int i = 0; i < symbols.size(); i++) {
      if (i % 256 == 0) {
        markers[i / 256] = out.position() - names;
      }
      name(symbols.get(i));
    }
    align();
    for (int marker : markers) {
      out.putInt(marker);
    }
    align();
    if (!newer) {
      // seqs_of_names, which some kernels of the older order have as well.
      out.put(new byte[symbols.size() * 3]);
      align();
    }
    int tokens = out.position();
    short[] index = new short[256];
    for (int code = 0; code < 256; code++) {
      index[code] = (short) (out.position() - tokens);
      out.put(token(code).getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0);
    }
    align();
    long tokenIndex = base + out.position();
    for (short start : index) {
      out.putShort(start);
    }
    if (newer) {
      offsets = offsets(symbols, relativeBase);
      relative = here().putLongAt(relativeBase);
    }
    return new KallsymsTables(count, base + names, base + tokens, tokenIndex, offsets, relative);
  }

  private static String token(int code) {
    if (code < LONG_TOKENS.size()) {
      return LONG_TOKENS.get(code);
    }
    return code > ' ' && code < 0x7f ? String.valueOf((char) code) : "t" + code + "_";
  }

  private void name(Symbol symbol) {
    byte[] text = (symbol.type() + symbol.name()).getBytes(StandardCharsets.ISO_8859_1);
    byte[] codes = new byte[text.length];
    int length = 0;
    for (int at = 0; at < text.length; ) {
      int code = text[at] & 0xff;
      int spelled = 1;
      for (int i = 0; i < LONG_TOKENS.size(); i++) {
        String token = LONG_TOKENS.get(i);
        if (at > 0 && new String(text, StandardCharsets.ISO_8859_1).startsWith(token, at)) {
          code = i;
          spelled = token.length();
          break;
        }
      }
      codes[length++] = (byte) code;
      at += spelled;
    }
    if (length < 0x80) {
      out.put((byte) length);
    } else {
      out.put((byte) (length & 0x7f | 0x80)).put((byte) (length >>> 7));
    }
    out.put(codes, 0, length);
  }

  private long offsets(List<Symbol> symbols, long relativeBase) {
    align();
    long start = base + out.position();
    for (Symbol symbol : symbols) {
      boolean absolute = Long.compareUnsigned(symbol.address(), relativeBase) < 0;
      out.putInt((int) (absolute ? symbol.address() : relativeBase - 1 - symbol.address()));
    }
    align();
    return start;
  }

  private KallsymsBytes here() {
    align();
    return this;
  }

  private long putLongAt(long value) {
    long address = base + out.position();
    out.putLong(value);
    return address;
  }

  private void align() {
    while (out.position() % 8 != 0) {
      out.put((byte) 0);
    }
  }

  public byte[] bytes() {
    return Arrays.copyOf(out.array(), out.position());
  }
}
