package org.deepmem.kernel.windows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.symbols.PdbId;
import org.deepmem.symbols.SymbolFiles;
import org.deepmem.symbols.SymbolTable;
import org.deepmem.symbols.TypeTable;
import org.deepmem.symbols.WindowsLayouts;

/// Gives a kernel that was found its layouts and symbols: those of its own symbol file, else the
/// built-in layouts of its build, and what the dump itself names.
final class WindowsKernels {
  private WindowsKernels() {}

  static WindowsKernel of(WindowsPlace place, SymbolFiles files) throws KernelNotFoundException {
    List<String> warnings = new ArrayList<>();
    Optional<SymbolFiles> own = own(place, files, warnings);
    Optional<TypeTable> types = own.flatMap(SymbolFiles::types);
    if (types.isEmpty()) {
      types = builtIn(place);
    }
    TypeTable layouts =
        types.orElseThrow(
            () -> new KernelNotFoundException(place.space().image().path(), missing(place, files)));
    SymbolTable symbols =
        own.flatMap(found -> found.symbols(0, place.kernelBase()))
            .orElseGet(() -> FoundSymbols.of(place));
    return new WindowsKernel(place, symbols, layouts, warnings);
  }

  private static Optional<SymbolFiles> own(
      WindowsPlace place, SymbolFiles files, List<String> warnings) throws KernelNotFoundException {
    if (files.isEmpty()) {
      return Optional.empty();
    }
    Optional<PdbId> wanted = place.pdb();
    if (wanted.isEmpty()) {
      warnings.add(
          "the kernel's debug record isn't in the dump: the symbol file is taken unchecked");
      return Optional.of(files);
    }
    try {
      Optional<SymbolFiles> found = files.forPdb(wanted.get());
      if (found.isEmpty() && files.pdb().isPresent()) {
        // a file was named, not a folder to look in: its layouts were wanted, not others
        throw new KernelNotFoundException(
            place.space().image().path(), files.missing(wanted.get()));
      }
      if (found.isEmpty()) {
        warnings.add(files.missing(wanted.get()));
      }
      return found;
    } catch (IOException e) {
      throw new KernelNotFoundException(
          place.space().image().path(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Optional<TypeTable> builtIn(WindowsPlace place) {
    return place
        .build()
        .flatMap(build -> WindowsLayouts.forBuild(build.number(), place.space().wordSize()));
  }

  private static String missing(WindowsPlace place, SymbolFiles files) {
    String kernel = place.release().orElse("Windows of an unknown build");
    String looked =
        place
            .pdb()
            .map(
                pdb ->
                    files.isEmpty()
                        ? "looked for the built-in layouts of its build only; its symbols are "
                            + pdb
                        : files.missing(pdb))
            .orElse("its debug record, which names its symbols, isn't in the dump");
    return "%s has no built-in layouts; %s; give --symbols FILE or DIR (Volatility 3's ISF)"
        .formatted(kernel, looked);
  }
}
