package org.deepmem.symbols;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// What files say about a kernel: its layouts, its symbols where the kernel was linked to (without
/// KASLR), and which kernel it is. A file's format is told by its content: ISF (.json, also .xz or
/// .gz), System.map, raw BTF, or an ELF file with BTF or symbols (vmlinux).
public final class SymbolFiles {
  /// No files.
  public static final SymbolFiles NONE = new SymbolFiles();

  private static final int HEAD = 512;
  private static final int MAX_BYTES = 1 << 29;
  private static final int XZ_MEMORY_KIB = 512 << 10;

  private @Nullable PackedSymbols symbols;
  private @Nullable TypeTable types;
  private @Nullable String banner;

  private SymbolFiles() {}

  /// Reads files; of several that offer the same, the first counts.
  ///
  /// @throws MalformedSymbolsException with file and offset, when one is of no known format or
  ///   damaged
  /// @throws IOException when one can't be read
  public static SymbolFiles open(List<Path> files) throws IOException {
    SymbolFiles all = new SymbolFiles();
    for (Path file : files) {
      all.add(file);
    }
    return all;
  }

  /// Layouts, where a file has them.
  public Optional<TypeTable> types() {
    return Optional.ofNullable(types);
  }

  /// Symbols at the addresses that the kernel was linked to, where a file has them.
  public Optional<SymbolTable> symbols() {
    return Optional.ofNullable(symbols);
  }

  /// Symbols where KASLR has put them.
  ///
  /// @param from lowest address (as unsigned) of what moves: the start of the kernel's image
  /// @param shift bytes
  public Optional<SymbolTable> symbols(long from, long shift) {
    return Optional.ofNullable(symbols)
        .map(table -> shift == 0 ? table : table.shifted(from, shift));
  }

  /// The version line of the kernel that the files describe, where a file has it.
  public Optional<String> banner() {
    return Optional.ofNullable(banner);
  }

  private void add(Path file) throws IOException {
    String source = file.toString();
    if (Files.isDirectory(file)) {
      throw new MalformedSymbolsException(source, 0, "is a directory; a symbol file is needed");
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    if (starts(head, 0x7f, 'E', 'L', 'F')) {
      try (SeekableByteChannel channel = Files.newByteChannel(file)) {
        Vmlinux vmlinux = Vmlinux.read(source, channel);
        keep(vmlinux.symbols().orElse(null), vmlinux.types().orElse(null));
      }
      return;
    }
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        InputStream in = new BufferedInputStream(decompressed(raw, head), 1 << 16)) {
      addContent(source, in, start(in));
    } catch (MalformedSymbolsException e) {
      throw e;
    } catch (IOException e) {
      throw new MalformedSymbolsException(source, 0, "can't be read: " + e.getMessage(), e);
    }
  }

  private static byte[] start(InputStream in) throws IOException {
    in.mark(HEAD);
    byte[] start = in.readNBytes(HEAD);
    in.reset();
    return start;
  }

  private void addContent(String source, InputStream in, byte[] start) throws IOException {
    if (starts(start, 0x9f, 0xeb)) {
      keep(null, Btf.parse(source, in.readNBytes(MAX_BYTES)));
    } else if (new String(start, StandardCharsets.US_ASCII).strip().startsWith("{")) {
      IsfParser isf = IsfParser.parse(source, in);
      keep(
          isf.symbolCount == 0 ? null : isf.symbols.build(source),
          isf.structs.isEmpty() ? null : new Isf(source, isf));
      banner = banner == null ? isf.banner : banner;
    } else if (SystemMap.startsOne(start)) {
      keep(SystemMap.parse(source, in.readNBytes(MAX_BYTES)), null);
    } else {
      throw new MalformedSymbolsException(
          source,
          0,
          "no symbol file: neither ISF (JSON), System.map, BTF nor vmlinux (ELF); name one of those");
    }
  }

  private void keep(@Nullable PackedSymbols moreSymbols, @Nullable TypeTable moreTypes) {
    symbols = symbols == null ? moreSymbols : symbols;
    types = types == null ? moreTypes : types;
  }

  private static InputStream decompressed(InputStream in, byte[] head) throws IOException {
    if (starts(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return new XZInputStream(in, XZ_MEMORY_KIB);
    }
    return starts(head, 0x1f, 0x8b) ? new GZIPInputStream(in) : in;
  }

  private static boolean starts(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
