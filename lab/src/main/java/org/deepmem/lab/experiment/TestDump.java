package org.deepmem.lab.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deepmem.Dump;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.kernel.Kernel;
import org.deepmem.lab.LabException;
import org.deepmem.lab.attack.AttackTarget;
import org.deepmem.lab.attack.PatchedImage;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.GraphTruthFiles;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.TruthFile;
import org.deepmem.symbols.SymbolFiles;

/// A dump of a test set, open to be harmed in copies.
final class TestDump implements AutoCloseable {
  private static final List<String> ENDINGS =
      List.of(".elf", ".lime", ".raw", ".kdump", ".dmp", ".core");
  private static final String SYMBOLS = ".symbols.json";

  private final String name;
  private final Dump dump;
  private final SymbolFiles symbols;
  private final List<LabelledObject> truth;
  private Optional<AttackTarget> target = Optional.empty();
  private Optional<Kernel> kernel = Optional.empty();

  private TestDump(String name, Dump dump, SymbolFiles symbols, List<LabelledObject> truth) {
    this.name = name;
    this.dump = dump;
    this.symbols = symbols;
    this.truth = truth;
  }

  /// Where the memory of a test dump lies: its name with an ending of dumps, in the system's folder
  /// `raw`, in `test` or beside them.
  ///
  /// @throws LabException when there is none
  static Path file(SystemData system, GraphTruthFiles test) throws LabException {
    return beside(system, test.name(), ENDINGS)
        .orElseThrow(
            () ->
                new LabException(
                    "%s: no dump '%s' with one of the endings %s in it; put it there, or a link to it"
                        .formatted(
                            system.folder().resolve("raw"),
                            test.name(),
                            String.join(" ", ENDINGS))));
  }

  /// Those systems whose test dumps are there.
  ///
  /// @throws LabException when none has its dumps; of the first one it says where they are missing
  static List<SystemData> present(List<SystemData> systems) throws LabException {
    List<SystemData> present =
        systems.stream()
            .filter(
                system ->
                    system.test().stream()
                        .allMatch(test -> beside(system, test.name(), ENDINGS).isPresent()))
            .toList();
    if (present.isEmpty()) {
      for (GraphTruthFiles test : systems.getFirst().test()) {
        file(systems.getFirst(), test);
      }
    }
    return present;
  }

  static TestDump open(SystemData system, GraphTruthFiles test) throws IOException {
    List<Path> files = new ArrayList<>();
    beside(system, test.name(), List.of(SYMBOLS)).ifPresent(files::add);
    SymbolFiles symbols = SymbolFiles.open(files);
    List<LabelledObject> truth = TruthFile.read(test.truth());
    return new TestDump(test.name(), Dump.open(file(system, test), symbols), symbols, truth);
  }

  private static Optional<Path> beside(SystemData system, String name, List<String> endings) {
    return Stream.of("raw", "test", ".")
        .map(folder -> system.folder().resolve(folder))
        .flatMap(folder -> endings.stream().map(ending -> folder.resolve(name + ending)))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /// A copy of the memory to be harmed. It is left open: closing it would close the dump.
  PatchedImage copy(Treatment treatment) throws IOException {
    PatchedImage copy = new PatchedImage(dump.image());
    treatment.apply(this, copy);
    return copy;
  }

  /// The graph of a copy, with the truth of the dump: what the objects were before.
  GraphTruth graph(PatchedImage copy) {
    MemoryGraph graph = dump.graph(copy);
    return new GraphTruth(name, graph, truth);
  }

  SymbolFiles symbols() {
    return symbols;
  }

  Kernel kernel() throws IOException {
    if (kernel.isEmpty()) {
      kernel = Optional.of(dump.kernel());
    }
    return kernel.get();
  }

  AttackTarget target() throws IOException {
    if (target.isEmpty()) {
      target = Optional.of(AttackTarget.of(kernel(), truth));
    }
    return target.get();
  }

  @Override
  public void close() {
    dump.close();
  }
}
