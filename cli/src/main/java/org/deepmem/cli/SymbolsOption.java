package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deepmem.symbols.SymbolFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `--symbols`: files that describe a kernel that doesn't describe itself.
@Command
final class SymbolsOption {
  @Option(
      names = "--symbols",
      split = ",",
      paramLabel = "FILE|DIR",
      description =
          "Volatility 3 symbols (.json, .json.xz), vmlinux, detached BTF, System.map; needed only"
              + " where the dump doesn't describe itself. For Windows also Volatility 3's symbol"
              + " folder or ZIP pack, which is searched for the kernel's GUID and age.")
  private List<Path> files = List.of();

  SymbolFiles open() throws IOException {
    return SymbolFiles.open(files);
  }
}
