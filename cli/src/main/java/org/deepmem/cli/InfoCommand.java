package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.deepmem.Dump;
import org.deepmem.ModelChoice;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelFact;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.model.GnnModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `deepmem info`: what a dump is.
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Says what a dump is: format, kernel, page tables, symbols, and which model fits.",
    footer = {"", "Example: deepmem info memory.elf"})
final class InfoCommand implements Callable<Integer> {
  private static final String ROW = "%-16s %s";

  @Parameters(paramLabel = "DUMP", description = "The memory dump.")
  private Path file = Path.of("");

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private SymbolsOption symbols = new SymbolsOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    try (Dump dump = Dump.open(file, symbols.open())) {
      MemoryImage image = dump.image();
      console.out(ROW, "file", file);
      console.out(ROW, "format", image.format().label());
      console.out(
          ROW,
          "memory",
          "%,d MB present of %,d MB, in %,d runs"
              .formatted(image.presentBytes() >> 20, image.end() >> 20, image.runs().size()));
      Kernel kernel = kernel(dump);
      print(kernel.facts());
      for (String warning : kernel.warnings()) {
        console.note("deepmem: %s", warning);
      }
      console.out(ROW, "model", describeModel(dump.family(), kernel.release()));
      console.reportDamage(image);
    }
    return 0;
  }

  /// The kernel; where it can't be had, what is known without it is printed.
  private Kernel kernel(Dump dump) throws IOException {
    try {
      return dump.kernel();
    } catch (KernelNotFoundException e) {
      print(dump.facts());
      console.out(ROW, "model", describeModel(dump.family(), dump.release().orElse("")));
      throw e;
    }
  }

  private void print(List<KernelFact> facts) {
    for (KernelFact fact : facts) {
      console.out("%-16s %s  (%s)", fact.name(), fact.value(), fact.source());
    }
  }

  private String describeModel(String family, String release) throws IOException {
    if (!Files.exists(model.choice().path(family))) {
      return "none at %s; train one, or give --model".formatted(model.choice().path(family));
    }
    ModelChoice.Chosen chosen =
        model.choice().read(family, release.isEmpty() ? List.of() : List.of(release));
    GnnModel network = chosen.network();
    return "%s: %d types, trained on %s; %s"
        .formatted(
            chosen.path(),
            network.types().size(),
            network.trainedOn(),
            network.knows(release) ? "this kernel is among them" : "this kernel is not among them");
  }
}
