package org.deepmem.symbols;

import static java.util.stream.Collectors.joining;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// What files say about a kernel: its layouts, its symbols where the kernel was linked to (without
/// KASLR), and which kernel it is. A file's format is told by its content: ISF (.json, also .xz or
/// .gz), System.map, raw BTF, or an ELF file with BTF or symbols (vmlinux). Folders and ZIP packs
/// of Windows symbols are searched once it is known whose symbols are wanted, see [#forPdb].
public final class SymbolFiles {
  /// No files.
  public static final SymbolFiles NONE = new SymbolFiles();

  private static final int HEAD = 512;

  /// Bytes of a BTF or System.map that are read; real ones have a tenth.
  private static final int MAX_BYTES = 1 << 26;

  /// Bytes of an ISF that are read, decompressed; real ones have up to 130 MB.
  private static final long MAX_TEXT = 1L << 29;

  /// What `xz -9` needs, and no more: the file says how much is taken before a byte is read.
  private static final int XZ_MEMORY_KIB = 96 << 10;

  private @Nullable PackedSymbols symbols;
  private @Nullable TypeTable types;
  private @Nullable String banner;
  private @Nullable PdbId pdb;
  private final List<String> sources = new ArrayList<>();
  private final List<SymbolFolder> folders = new ArrayList<>();

  private SymbolFiles() {}

  /// Reads files, and notes folders; of several files that offer the same, the first counts.
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

  /// Whose symbols the files are: the Windows module's, where a file says it.
  public Optional<PdbId> pdb() {
    return Optional.ofNullable(pdb);
  }

  /// Whether nothing was named: neither files nor folders.
  public boolean isEmpty() {
    return sources.isEmpty() && folders.isEmpty();
  }

  /// Symbols of one Windows module: the files themselves when they are of it or don't say whose
  /// they are, else what a folder has of it. Empty when there is nothing, which [#missing]
  /// explains.
  ///
  /// @throws MalformedSymbolsException when what is found is damaged
  /// @throws IOException when a folder can't be read
  public Optional<SymbolFiles> forPdb(PdbId wanted) throws IOException {
    boolean holds = symbols != null || types != null;
    if (holds && (pdb == null || pdb.isSame(wanted))) {
      return Optional.of(this);
    }
    for (SymbolFolder folder : folders) {
      Optional<SymbolFiles> found = folder.find(wanted);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// One line that says whose symbols were looked for and where, and what to do, for when [#forPdb]
  /// finds none.
  public String missing(PdbId wanted) {
    if (isEmpty()) {
      return "no symbols of %s; name Volatility 3's symbols of it: --symbols FILE|DIR"
          .formatted(wanted);
    }
    List<String> reasons = new ArrayList<>();
    if (pdb != null) {
      reasons.add("%s is of %s".formatted(String.join(", ", sources), pdb));
    }
    if (!folders.isEmpty()) {
      String places =
          folders.stream().map(folder -> folder.root().toString()).collect(joining(", "));
      reasons.add("looked for windows/%s.json[.xz|.gz] in %s".formatted(wanted.path(), places));
    }
    return "no symbols of the dump's kernel, %s: %s; name a file or folder that has them"
        .formatted(wanted, String.join("; ", reasons));
  }

  /// Reads one symbol file's content, compressed or not.
  static SymbolFiles read(String source, InputStream content) throws IOException {
    SymbolFiles files = new SymbolFiles();
    files.sources.add(source);
    try (InputStream in = decompressed(content, MAX_TEXT)) {
      files.addContent(source, in, start(in));
    }
    return files;
  }

  private void add(Path file) throws IOException {
    String source = file.toString();
    if (Files.isDirectory(file)) {
      folders.add(new SymbolFolder(file));
      return;
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    if (starts(head, 'P', 'K', 3, 4)) {
      folders.add(new SymbolFolder(file));
      return;
    }
    sources.add(source);
    if (starts(head, 0x7f, 'E', 'L', 'F')) {
      try (SeekableByteChannel channel = Files.newByteChannel(file)) {
        Vmlinux vmlinux = Vmlinux.read(source, channel);
        keep(vmlinux.symbols().orElse(null), vmlinux.types().orElse(null));
      }
      return;
    }
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = decompressed(raw, MAX_TEXT)) {
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
      keep(null, Btf.parse(source, whole(source, in)));
    } else if (new String(start, StandardCharsets.US_ASCII).strip().startsWith("{")) {
      IsfParser isf = IsfParser.parse(source, in);
      keep(
          isf.symbolCount == 0 ? null : isf.symbols.build(source),
          isf.structs.isEmpty() ? null : new Isf(source, isf));
      banner = banner == null ? isf.banner : banner;
      pdb = pdb == null ? isf.pdb : pdb;
    } else if (SystemMap.startsOne(start)) {
      keep(SystemMap.parse(source, whole(source, in)), null);
    } else {
      throw new MalformedSymbolsException(
          source,
          0,
          "no symbol file: neither ISF (JSON), System.map, BTF nor vmlinux (ELF); name one of those");
    }
  }

  private static byte[] whole(String source, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES);
    if (in.read() >= 0) {
      throw new MalformedSymbolsException(
          source,
          MAX_BYTES,
          "goes on after 0x%x bytes, more than any kernel's symbols have".formatted(MAX_BYTES));
    }
    return bytes;
  }

  private void keep(@Nullable PackedSymbols moreSymbols, @Nullable TypeTable moreTypes) {
    symbols = symbols == null ? moreSymbols : symbols;
    types = types == null ? moreTypes : types;
  }

  /// What a stream holds, decompressed if it is compressed, marks supported.
  ///
  /// @param limit bytes that may come out
  static InputStream decompressed(InputStream raw, long limit) throws IOException {
    InputStream in = new BufferedInputStream(raw, 1 << 16);
    byte[] head = start(in);
    InputStream content = in;
    if (starts(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      content = new XZInputStream(in, XZ_MEMORY_KIB);
    } else if (starts(head, 0x1f, 0x8b)) {
      content = new GZIPInputStream(in);
    }
    return new BufferedInputStream(new LimitedInputStream(content, limit), 1 << 16);
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
