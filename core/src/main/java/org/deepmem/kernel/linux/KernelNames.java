package org.deepmem.kernel.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.Bytes;
import org.deepmem.paging.VirtualMemory;
import org.deepmem.symbols.Kallsyms;
import org.deepmem.symbols.KallsymsSearch;
import org.deepmem.symbols.KallsymsTables;
import org.deepmem.symbols.MalformedSymbolsException;
import org.deepmem.symbols.SymbolFiles;
import org.deepmem.symbols.SymbolTable;
import org.deepmem.symbols.TypeTable;
import org.jspecify.annotations.Nullable;

/// Gathers a kernel's symbols and layouts from the dump itself and from the files given. The dump's
/// own kallsyms win where they know variables; files win for layouts, unless they describe another
/// kernel and the dump has its own.
final class KernelNames {
  private static final String BANNER = "linux_banner";
  private static final byte[] VERSION = "Linux version ".getBytes(StandardCharsets.US_ASCII);

  private final VirtualMemory memory;
  private final LinuxPlace place;
  private final SymbolFiles files;
  private final List<String> warnings = new ArrayList<>();
  private @Nullable MalformedSymbolsException damaged;

  KernelNames(VirtualMemory memory, LinuxPlace place, SymbolFiles files) {
    this.memory = memory;
    this.place = place;
    this.files = files;
    if (!files.isEmpty() && files.types().isEmpty() && files.symbols().isEmpty()) {
      warnings.add(
          "--symbols: folders and packs are searched for Windows kernels only; name the file");
    }
  }

  /// What the analyst should know, such as that a file is another kernel's.
  List<String> warnings() {
    return warnings;
  }

  /// Run-time symbols.
  ///
  /// @throws MalformedSymbolsException when neither the dump nor a file has any
  SymbolTable symbols() throws MalformedSymbolsException {
    Optional<SymbolTable> own = kallsyms();
    if (own.isPresent() && own.get().address("init_task").isPresent()) {
      return own.get();
    }
    Optional<SymbolTable> given = fromFiles(own);
    if (given.isPresent()) {
      return given.get();
    }
    if (damaged != null) {
      throw damaged;
    }
    String lack =
        own.isPresent()
            ? "has functions only (no CONFIG_KALLSYMS_ALL): give --symbols System.map or vmlinux"
            : "isn't in the dump; give --symbols (ISF, System.map or vmlinux)";
    String layouts =
        own.isPresent() && files.types().isEmpty()
            ? ", and the layouts too (ISF, or detached BTF made from the kernel's debug package)"
            : "";
    throw new MalformedSymbolsException("kallsyms", 0, lack + layouts);
  }

  private Optional<SymbolTable> kallsyms() {
    try {
      Optional<KallsymsTables> tables =
          place.info().flatMap(KernelNames::tables).or(this::searchTables);
      return tables.isEmpty() ? Optional.empty() : Optional.of(Kallsyms.read(memory, tables.get()));
    } catch (MalformedSymbolsException e) {
      damaged = e;
      warnings.add(e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<KallsymsTables> tables(VmcoreInfo info) {
    String[] names = {
      "num_syms", "names", "token_table", "token_index", "offsets", "relative_base"
    };
    long[] found = new long[names.length];
    for (int i = 0; i < names.length; i++) {
      OptionalLong address = info.symbol("kallsyms_" + names[i]);
      if (address.isEmpty()) {
        return Optional.empty();
      }
      found[i] = address.getAsLong();
    }
    return Optional.of(
        new KallsymsTables(found[0], found[1], found[2], found[3], found[4], found[5]));
  }

  private Optional<KallsymsTables> searchTables() {
    return KernelImage.find(place.space())
        .flatMap(image -> KallsymsSearch.find(image.bytes(place.space()), image.start()));
  }

  /// The files' symbols, moved to where the kernel runs.
  private Optional<SymbolTable> fromFiles(Optional<SymbolTable> own) {
    return files
        .symbols()
        .flatMap(linked -> files.symbols(KernelImage.base(place.space()), shift(linked, own)));
  }

  /// How far the kernel was moved from where the files' symbols have it.
  private long shift(SymbolTable linked, Optional<SymbolTable> own) {
    OptionalLong start = linked.address("_stext");
    OptionalLong running =
        own.map(table -> table.address("_stext"))
            .filter(OptionalLong::isPresent)
            .or(() -> place.info().map(info -> info.symbol("_stext")))
            .orElse(OptionalLong.empty());
    if (start.isPresent() && running.isPresent()) {
      return running.getAsLong() - start.getAsLong();
    }
    if (memory.space().wordSize() < Long.BYTES) {
      return bannerShift(linked);
    }
    OptionalLong text = linked.address("_text");
    Optional<KernelImage> image = KernelImage.find(place.space());
    return text.isPresent() && image.isPresent() ? image.get().start() - text.getAsLong() : 0;
  }

  /// The same of a 32-bit kernel, whose image doesn't begin where a run does: by the version line.
  private long bannerShift(SymbolTable linked) {
    OptionalLong banner = linked.address(BANNER);
    Optional<KernelImage> image = KernelImage.find(place.space());
    if (banner.isEmpty() || image.isEmpty()) {
      return 0;
    }
    byte[] bytes = image.get().bytes(place.space());
    int at = Bytes.indexOf(bytes, VERSION, 0);
    while (at >= 0) {
      long shift = image.get().start() + at - banner.getAsLong();
      if (shift % MemoryImage.PAGE == 0) {
        return shift;
      }
      at = Bytes.indexOf(bytes, VERSION, at + 1);
    }
    return 0;
  }

  /// Layouts.
  ///
  /// @param banner the dump's version line, "" when unknown
  /// @throws MalformedSymbolsException when neither a file nor the dump has any
  TypeTable types(SymbolTable symbols, String banner) throws MalformedSymbolsException {
    String described = files.banner().orElse(banner);
    boolean foreign = !banner.isEmpty() && !described.equals(banner);
    if (foreign) {
      warnings.add(
          "--symbols is of another kernel (`%s`) than the dump (`%s`)"
              .formatted(described, banner));
    }
    if (files.types().isPresent() && !foreign) {
      return files.types().get();
    }
    try {
      Optional<? extends TypeTable> own = new BtfSearch(memory, symbols).find();
      if (own.isPresent()) {
        return own.get();
      }
    } catch (MalformedSymbolsException e) {
      if (files.types().isEmpty()) {
        throw e;
      }
      warnings.add(e.getMessage());
    }
    return files
        .types()
        .orElseThrow(
            () ->
                new MalformedSymbolsException(
                    "BTF", 0, "isn't in the dump; give --symbols (ISF, vmlinux or detached BTF)"));
  }

  /// The version line, from memory; "" when it isn't there.
  String banner(SymbolTable symbols) {
    return symbols.address(BANNER).isPresent()
        ? KernelVariables.banner(memory, symbols.require(BANNER))
        : "";
  }
}
