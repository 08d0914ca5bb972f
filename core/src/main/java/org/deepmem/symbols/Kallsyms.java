package org.deepmem.symbols;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.paging.VirtualMemory;

/// The kernel's own symbol table, read from its memory (kernel/kallsyms.c, scripts/kallsyms.c).
///
/// A name is a length (one byte, or two when the top bit is set, since 6.1) and as many tokens; the
/// first character that they spell is the symbol's type. An address is the base plus a 32-bit
/// offset; where per-CPU symbols are kept absolute, those have offsets of 0 or more and stand for
/// themselves, and all others are at `base - 1 - offset`.
public final class Kallsyms {
  /// More symbols than any kernel has; a greater count is garbage.
  private static final int MAX_SYMBOLS = 4_000_000;

  private static final int MAX_TOKEN_TABLE = 1 << 16;

  /// More than the kernel's KSYM_NAME_LEN; a longer name is garbage.
  private static final int MAX_NAME = 2048;

  /// More bytes than the names of any kernel take together.
  private static final int MAX_NAMES = 1 << 26;

  private static final int TOKENS = 256;
  private static final String SOURCE = "kallsyms";

  private Kallsyms() {}

  /// Reads all symbols.
  ///
  /// @throws MalformedSymbolsException with the address at fault, when the tables aren't in the
  ///   dump or don't fit together
  public static SymbolTable read(VirtualMemory memory, KallsymsTables tables)
      throws MalformedSymbolsException {
    try {
      long count = memory.u32(tables.numSyms());
      long most = Math.min(MAX_SYMBOLS, memory.space().image().presentBytes() / Integer.BYTES);
      if (count == 0 || count > most) {
        throw new MalformedSymbolsException(
            SOURCE, tables.numSyms(), "claims to hold %d symbols".formatted(count));
      }
      ByteBuffer offsets = memory.buffer(tables.offsets(), (int) count * 4);
      long base = memory.pointer(tables.relativeBase());
      byte[] names = names(memory, tables, (int) count);
      return new Decoder(tables, tokens(memory, tables)).decode(names, offsets, base);
    } catch (AbsentMemoryException e) {
      throw new MalformedSymbolsException(
          SOURCE, e.address(), "is incomplete: %s; give --symbols".formatted(e.getMessage()), e);
    }
  }

  /// The compressed names, with more after them where their end isn't known.
  private static byte[] names(VirtualMemory memory, KallsymsTables tables, int count)
      throws AbsentMemoryException {
    long upToTokens = tables.tokenTable() - tables.names();
    long longest = Math.min(count * 512L, memory.space().image().presentBytes());
    if (upToTokens > 0 && upToTokens <= Math.min(longest, MAX_NAMES)) {
      return memory.bytes(tables.names(), (int) upToTokens);
    }
    int wanted = (int) Math.min(count * 32L, MAX_NAMES);
    byte[] bytes = new byte[wanted];
    int copied = memory.space().read(tables.names(), bytes, 0, wanted);
    return Arrays.copyOf(bytes, copied);
  }

  private static byte[][] tokens(VirtualMemory memory, KallsymsTables tables)
      throws AbsentMemoryException, MalformedSymbolsException {
    ByteBuffer index = memory.buffer(tables.tokenIndex(), TOKENS * 2);
    byte[] table = new byte[MAX_TOKEN_TABLE];
    int length = memory.space().read(tables.tokenTable(), table, 0, table.length);
    byte[][] tokens = new byte[TOKENS][];
    for (int token = 0; token < TOKENS; token++) {
      int start = index.getShort(token * 2) & 0xffff;
      int end = start;
      while (end < length && table[end] != 0) {
        end++;
      }
      if (end >= length) {
        throw new MalformedSymbolsException(
            SOURCE, tables.tokenTable() + start, "token %d has no end".formatted(token));
      }
      tokens[token] = Arrays.copyOfRange(table, start, end);
    }
    return tokens;
  }

  /// Spells out names and resolves offsets.
  private record Decoder(KallsymsTables tables, byte[][] tokens) {
    SymbolTable decode(byte[] names, ByteBuffer offsets, long base)
        throws MalformedSymbolsException {
      int count = offsets.capacity() / 4;
      boolean absolutePerCpu = false;
      for (int i = 0; i < count && !absolutePerCpu; i++) {
        absolutePerCpu = offsets.getInt(i * 4) < 0;
      }
      PackedSymbolsBuilder symbols = new PackedSymbolsBuilder(count);
      byte[] text = new byte[MAX_NAME];
      long total = 0;
      int at = 0;
      for (int i = 0; i < count; i++) {
        if (at + 1 >= names.length) {
          throw cutOff(at, i, count);
        }
        int length = names[at++] & 0xff;
        if (length >= 0x80) {
          length = length & 0x7f | (names[at++] & 0xff) << 7;
        }
        if (length == 0 || length > names.length - at) {
          throw cutOff(at, i, count);
        }
        int end = at + length;
        int written = 0;
        while (at < end) {
          byte[] token = tokens[names[at++] & 0xff];
          if (written + token.length > text.length) {
            throw new MalformedSymbolsException(
                SOURCE, tables.names() + at, "symbol %d has an endless name".formatted(i));
          }
          System.arraycopy(token, 0, text, written, token.length);
          written += token.length;
        }
        total += written;
        if (written < 2 || total > MAX_NAMES) {
          throw new MalformedSymbolsException(
              SOURCE, tables.names() + at, "symbol %d has no sensible name".formatted(i));
        }
        long address = address(offsets.getInt(i * 4), base, absolutePerCpu);
        symbols.add(text, 1, written, address, (char) (text[0] & 0xff));
      }
      return symbols.build(SOURCE);
    }

    private static long address(int offset, long base, boolean absolutePerCpu) {
      if (!absolutePerCpu) {
        return base + Integer.toUnsignedLong(offset);
      }
      return offset >= 0 ? offset : base - 1 - offset;
    }

    private MalformedSymbolsException cutOff(int at, int symbol, int count) {
      return new MalformedSymbolsException(
          SOURCE, tables.names() + at, "names end at symbol %d of %d".formatted(symbol, count));
    }
  }
}
