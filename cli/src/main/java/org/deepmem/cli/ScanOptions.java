package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.deepmem.Dump;
import org.deepmem.DumpScanner;
import org.deepmem.ModelChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// How dumps are scanned, by all verbs that do.
@Command
final class ScanOptions {
  @Mixin private AdaptOption adapt = new AdaptOption();
  @Mixin private TypesOption types = new TypesOption();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private SymbolsOption symbols = new SymbolsOption();

  /// What of a result is wanted.
  ///
  /// @param view which objects, and whether the kernel's views are read
  /// @param members what the members of objects say
  /// @param hash the dump's own
  /// @param reasons what objects were found by
  record Wanted(ViewOptions view, boolean members, boolean hash, boolean reasons) {}

  /// Opens a dump, with the symbols that were given.
  Dump open(Path file) throws IOException {
    return Dump.open(file, symbols.open());
  }

  /// Whether a type is asked for.
  boolean wanted(String type) {
    return types.wanted(type);
  }

  /// Scans a dump.
  DumpScanner.Scanned scan(Dump dump, Wanted wanted, Console console) throws IOException {
    ModelChoice.Chosen chosen =
        model.choice().read(dump.family(), dump.release().stream().toList());
    types.check(chosen.network(), chosen.path());
    DumpScanner scanner =
        new DumpScanner(
            wanted.view().wanted(wanted.members(), wanted.hash()),
            (network, graph) -> adapt.detect(network, graph, wanted.reasons(), console));
    return scanner.scan(
        dump, chosen, found -> types.wanted(found.object().type()) && wanted.view().lists(found));
  }
}
