package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.deepmem.Dump;
import org.deepmem.files.Sha256;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.GraphFile;
import org.deepmem.graph.MemoryGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `deepmem graph`: memory graphs of dumps.
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes the memory graph of each dump as DIR/NAME.graph (safetensors).",
    footer = {"", "Example: deepmem graph dumps/*.elf -o data/"})
final class GraphCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "DUMP", description = "Memory dumps.")
  private List<Path> dumps = List.of();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Folder for the graphs; made when missing.")
  private Path output = Path.of("");

  @Option(
      names = "--cut",
      paramLabel = "N",
      description =
          "Longer segments show their first and last N bytes: 16, 32, 64 or 128 (${DEFAULT-VALUE})."
              + " A model works on graphs cut as those that it learnt from.")
  private int cut = MemoryGraph.STANDARD_CUT;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    if (!MemoryGraph.CUTS.contains(cut)) {
      throw new ParameterException(
          spec.commandLine(), "--cut %d: give one of %s".formatted(cut, MemoryGraph.CUTS));
    }
    OutputFolder folder = OutputFolder.of(output, DataFolder.GRAPH, dumps);
    for (Path file : dumps) {
      try (Dump dump = Dump.open(file)) {
        MemoryGraph graph = withOrigin(dump.graph(cut), file);
        Path target = folder.file(file);
        dump.image().checkUnchanged();
        GraphFile.write(graph, target);
        int edges = 0;
        for (EdgeType type : EdgeType.values()) {
          edges += graph.edges(type).edges();
        }
        console.out("%s: %,d nodes, %,d edges", target, graph.nodes(), edges);
        console.reportDamage(dump.image());
      }
    }
    return 0;
  }

  /// Notes in the graph which file it was made from, and by what.
  private static MemoryGraph withOrigin(MemoryGraph graph, Path file) throws IOException {
    Map<String, String> provenance = new LinkedHashMap<>(graph.provenance());
    provenance.put("sha256", Sha256.of(file));
    provenance.put("tool", "deepmem " + VersionProvider.version());
    return graph.withProvenance(provenance);
  }
}
