package org.deepmem.symbols;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A program that opens symbol files one by one and says a line of each, so that a test can give it
/// little memory.
final class OpenSymbols {
  private OpenSymbols() {}

  /// @param files to open
  public static void main(String[] files) throws IOException {
    for (String file : files) {
      String name = String.valueOf(Path.of(file).getFileName());
      try {
        SymbolFiles symbols = SymbolFiles.open(List.of(Path.of(file)));
        System.out.println(name + ": read, " + symbols.types().isPresent());
      } catch (MalformedSymbolsException e) {
        System.out.println(name + ": refused, " + e.getMessage());
      }
    }
  }
}
