package org.deepmem.lab.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deepmem.lab.LabException;
import org.deepmem.label.GraphTruthFiles;

/// The labelled graphs of one system: a folder with the sub-folders `train`, `validation` and
/// `test`, which share no boot, no seed and, for the last one, no workload. A system that is only
/// tested on has `test` alone.
///
/// @param name of the system: the folder's name, such as `6.1-cloud`
/// @param folder where it lies
/// @param train dumps that key nodes and weights come from; none where it is only tested on
/// @param validation dumps that decide when training stops and where thresholds lie; none likewise
/// @param test dumps that are measured only
public record SystemData(
    String name,
    Path folder,
    List<GraphTruthFiles> train,
    List<GraphTruthFiles> validation,
    List<GraphTruthFiles> test) {
  private static final String TRAIN = "train";
  private static final String VALIDATION = "validation";
  private static final String TEST = "test";

  public SystemData {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }

  /// The systems of a data folder, in the order of their names.
  ///
  /// @param names which of them; all where empty
  /// @throws IOException when there is none, a name isn't among them, or a part of one is missing
  ///   or has no graphs; the message is one line
  public static List<SystemData> in(Path data, List<String> names) throws IOException {
    List<Path> folders;
    try (Stream<Path> files = Files.list(data)) {
      folders = files.filter(file -> Files.isDirectory(file.resolve(TEST))).sorted().toList();
    }
    if (folders.isEmpty()) {
      throw new LabException(
          "%s: no system in it: a folder with train, validation and test, each with *%s and *%s"
              .formatted(data, GraphTruthFiles.GRAPH, GraphTruthFiles.TRUTH));
    }
    List<String> known = folders.stream().map(SystemData::nameOf).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new LabException(
            "%s: no system '%s'; there are %s".formatted(data, name, String.join(", ", known)));
      }
    }
    List<SystemData> systems = new ArrayList<>();
    for (Path folder : folders) {
      if (names.isEmpty() || names.contains(nameOf(folder))) {
        systems.add(of(folder));
      }
    }
    return systems;
  }

  /// Those of some systems that have test dumps beside their graphs.
  ///
  /// @throws LabException when none has; of the first one it says where they are missing
  static List<SystemData> withTestDumps(List<SystemData> systems) throws LabException {
    List<SystemData> present =
        systems.stream().filter(system -> !DumpPlace.present(system.test).isEmpty()).toList();
    if (present.isEmpty()) {
      DumpPlace.of(systems.getFirst().test.getFirst());
    }
    return present;
  }

  /// Whether there is something to learn from.
  boolean trainable() {
    return !train.isEmpty();
  }

  /// System and CPU of its dumps, as models are named after them.
  String family() throws IOException {
    return test.getFirst().family();
  }

  private static SystemData of(Path folder) throws IOException {
    boolean testOnly =
        !Files.isDirectory(folder.resolve(TRAIN)) && !Files.isDirectory(folder.resolve(VALIDATION));
    return new SystemData(
        nameOf(folder),
        folder,
        testOnly ? List.of() : GraphTruthFiles.in(folder.resolve(TRAIN)),
        testOnly ? List.of() : GraphTruthFiles.in(folder.resolve(VALIDATION)),
        GraphTruthFiles.in(folder.resolve(TEST)));
  }

  private static String nameOf(Path folder) {
    return String.valueOf(folder.getFileName());
  }
}
