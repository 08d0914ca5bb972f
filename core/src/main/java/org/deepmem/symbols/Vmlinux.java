package org.deepmem.symbols;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A kernel's ELF file with a `.BTF` section, a symbol table, or both: vmlinux, or the `.debug` or
/// `.btf` file that goes with it. 32-bit and 64-bit little-endian ones are read.
///
/// @param types from `.BTF`
/// @param symbols from `.symtab`
record Vmlinux(Optional<Btf> types, Optional<PackedSymbols> symbols) {
  static final int MAGIC = 0x464c457f;

  private static final int HEADER = 64;
  private static final int SYMTAB = 2;

  /// Bytes of a section; those of real kernels have up to 40 MB.
  private static final long MAX_SECTION = 1 << 27;

  /// Bytes of a name; a longer one is none.
  private static final int MAX_NAME = 4096;

  /// Where the fields lie that are read of a file of one word size (ELF specification).
  ///
  /// @param wide whether addresses and offsets have 8 bytes
  /// @param sections field of the header: offset of the section table
  /// @param count field of the header: number of sections; that of their names follows it
  /// @param section bytes of an entry of the section table
  /// @param symbol bytes of an entry of the symbol table
  /// @param info field of a symbol: kind and binding; its section follows 2 bytes later
  /// @param value field of a symbol: its address
  private record Layout(
      boolean wide, int sections, int count, int section, int symbol, int info, int value) {
    static final Layout ELF32 = new Layout(false, 32, 48, 40, 16, 12, 4);
    static final Layout ELF64 = new Layout(true, 40, 60, 64, 24, 4, 8);

    long word(ByteBuffer bytes, int at) {
      return wide ? bytes.getLong(at) : Integer.toUnsignedLong(bytes.getInt(at));
    }
  }

  /// Where a section's bytes are in the file.
  private record Section(int name, int type, long offset, long size, int link) {
    static Section read(Layout layout, ByteBuffer table, int index) {
      int at = index * layout.section;
      int word = layout.wide ? 8 : 4;
      return new Section(
          table.getInt(at),
          table.getInt(at + 4),
          layout.word(table, at + 8 + 2 * word),
          layout.word(table, at + 8 + 3 * word),
          table.getInt(at + 8 + 4 * word));
    }
  }

  /// @throws MalformedSymbolsException with the byte offset, where it has neither section or is cut
  ///   off
  static Vmlinux read(String source, SeekableByteChannel file) throws IOException {
    ByteBuffer header = bytes(source, file, 0, HEADER);
    if (header.getInt(0) != MAGIC
        || (header.get(4) != 1 && header.get(4) != 2)
        || header.get(5) != 1) {
      throw new MalformedSymbolsException(source, 0, "no little-endian ELF");
    }
    Layout layout = header.get(4) == 1 ? Layout.ELF32 : Layout.ELF64;
    int count = header.getShort(layout.count) & 0xffff;
    ByteBuffer table =
        bytes(source, file, layout.word(header, layout.sections), (long) count * layout.section);
    int namesIndex = header.getShort(layout.count + 2) & 0xffff;
    if (namesIndex >= count) {
      throw new MalformedSymbolsException(source, layout.count + 2, "ELF without section names");
    }
    ByteBuffer names = bytes(source, file, Section.read(layout, table, namesIndex));
    Optional<Btf> types = Optional.empty();
    Optional<PackedSymbols> symbols = Optional.empty();
    for (int i = 0; i < count; i++) {
      Section section = Section.read(layout, table, i);
      if (types.isEmpty() && text(names, section.name).equals(".BTF")) {
        types = Optional.of(Btf.parse(source, bytes(source, file, section).array()));
      } else if (symbols.isEmpty()
          && section.type == SYMTAB
          && section.link >= 0
          && section.link < count) {
        ByteBuffer strings = bytes(source, file, Section.read(layout, table, section.link));
        symbols = Optional.of(symbols(source, layout, bytes(source, file, section), strings));
      }
    }
    if (types.isEmpty() && symbols.isEmpty()) {
      throw new MalformedSymbolsException(
          source, 0, "ELF with neither .BTF nor .symtab; a kernel with its symbols is needed");
    }
    return new Vmlinux(types, symbols);
  }

  private static PackedSymbols symbols(
      String source, Layout layout, ByteBuffer entries, ByteBuffer strings) {
    PackedSymbolsBuilder symbols = new PackedSymbolsBuilder(entries.capacity() / layout.symbol);
    for (int at = 0; at + layout.symbol <= entries.capacity(); at += layout.symbol) {
      int info = entries.get(at + layout.info);
      int kind = info & 15;
      int section = entries.getShort(at + layout.info + 2) & 0xffff;
      String name = text(strings, entries.getInt(at));
      // Symbols of sections (3) and source files (4) name no address, nor do undefined ones.
      if (kind == 3 || kind == 4 || section == 0 || name.isEmpty()) {
        continue;
      }
      char letter = section == 0xfff1 ? 'a' : kind == 2 ? 't' : 'd';
      boolean local = info >> 4 == 0;
      symbols.add(
          name,
          layout.word(entries, at + layout.value),
          local ? letter : Character.toUpperCase(letter));
    }
    return symbols.build(source);
  }

  private static String text(ByteBuffer strings, int offset) {
    if (offset < 0 || offset >= strings.capacity()) {
      return "";
    }
    int end = offset;
    int last = Math.min(strings.capacity(), offset + MAX_NAME);
    while (end < last && strings.get(end) != 0) {
      end++;
    }
    if (end - offset == MAX_NAME) {
      return "";
    }
    return new String(strings.array(), offset, end - offset, StandardCharsets.UTF_8);
  }

  private static ByteBuffer bytes(String source, SeekableByteChannel file, Section section)
      throws IOException {
    return bytes(source, file, section.offset, section.size);
  }

  private static ByteBuffer bytes(String source, SeekableByteChannel file, long offset, long length)
      throws IOException {
    if (offset < 0 || length < 0 || length > MAX_SECTION || length > file.size() - offset) {
      throw new MalformedSymbolsException(
          source, offset, "ELF is cut off: %d bytes belong here".formatted(length));
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    file.position(offset);
    while (buffer.hasRemaining() && file.read(buffer) >= 0) {
      // Reads on until the buffer is full.
    }
    return buffer;
  }
}
