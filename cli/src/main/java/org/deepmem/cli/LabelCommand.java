package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.deepmem.Dump;
import org.deepmem.kernel.Kernel;
import org.deepmem.label.GroundTruth;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.label.TruthFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `deepmem label`: ground truth of dumps.
@Command(
    name = "label",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes the ground truth of each dump as DIR/NAME.truth.jsonl: the objects that the kernel's"
          + " own slabs, lists, tables and symbols know, and freed ones that are still whole."
          + " The members of each type are noted too."
    },
    footer = {"", "Example: deepmem label dumps/*.elf -o data/"})
final class LabelCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "DUMP", description = "Memory dumps.")
  private List<Path> dumps = List.of();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Folder for the truth files; made when missing.")
  private Path output = Path.of("");

  @Mixin private SymbolsOption symbols = new SymbolsOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    OutputFolder folder = OutputFolder.of(output, DataFolder.TRUTH, dumps);
    for (Path file : dumps) {
      try (Dump dump = Dump.open(file, symbols.open())) {
        Kernel kernel = dump.kernel();
        List<LabelledObject> objects =
            dump.truth(kernel, warning -> console.note("deepmem: %s: %s", file, warning));
        Path target = folder.file(file);
        dump.image().checkUnchanged();
        TruthFile.write(target, new GroundTruth(objects, dump.layouts(kernel, objects)));
        long live = objects.stream().filter(o -> o.state() == ObjectState.LIVE).count();
        console.out("%s: %,d objects, %,d residuals", target, live, objects.size() - live);
        console.reportDamage(dump.image());
      }
    }
    return 0;
  }
}
