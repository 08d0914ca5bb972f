package org.deepmem.lab.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deepmem.lab.LabException;
import org.deepmem.label.GraphTruthFiles;

/// Where the memory lies that a graph was made of: in the system's folder `raw`, in the graph's own
/// folder or in the system's, under the graph's name and with an ending of dumps.
final class DumpPlace {
  private static final List<String> ENDINGS =
      List.of(".elf", ".lime", ".raw", ".kdump", ".dmp", ".core");
  private static final String SYMBOLS = ".symbols.json";

  private DumpPlace() {}

  /// Whether the dumps of all these graphs are there.
  static boolean isThere(List<GraphTruthFiles> graphs) {
    return graphs.stream().allMatch(graph -> beside(graph, ENDINGS).isPresent());
  }

  /// Those graphs whose dumps are there.
  static List<GraphTruthFiles> present(List<GraphTruthFiles> graphs) {
    return graphs.stream().filter(graph -> beside(graph, ENDINGS).isPresent()).toList();
  }

  /// The dump of a graph.
  ///
  /// @throws LabException when there is none
  static Path of(GraphTruthFiles graph) throws LabException {
    return beside(graph, ENDINGS)
        .orElseThrow(
            () ->
                new LabException(
                    "%s: no dump '%s' with one of the endings %s in it; put it there, or a link to it"
                        .formatted(
                            system(graph).resolve("raw"),
                            graph.name(),
                            String.join(" ", ENDINGS))));
  }

  /// What describes the dump's kernel: `NAME.symbols.json` beside the dump, and all files of the
  /// system's folder `symbols`.
  static List<Path> symbols(GraphTruthFiles graph) throws IOException {
    List<Path> files = new ArrayList<>();
    beside(graph, List.of(SYMBOLS)).ifPresent(files::add);
    Path folder = system(graph).resolve("symbols");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.list(folder)) {
        all.filter(Files::isRegularFile).sorted().forEach(files::add);
      }
    }
    return files;
  }

  private static Optional<Path> beside(GraphTruthFiles graph, List<String> endings) {
    Path part = graph.graph().toAbsolutePath().getParent();
    Path system = system(graph);
    return Stream.of(system.resolve("raw"), part, system)
        .flatMap(folder -> endings.stream().map(ending -> folder.resolve(graph.name() + ending)))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /// The folder of train, validation and test.
  private static Path system(GraphTruthFiles graph) {
    return graph.graph().resolve("../..").normalize();
  }
}
