package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.GraphTruthFiles;

/// A folder of graphs, each with its truth file beside it.
final class DataFolder {
  /// How a graph's file name ends.
  static final String GRAPH = GraphTruthFiles.GRAPH;

  /// How a truth file's name ends.
  static final String TRUTH = GraphTruthFiles.TRUTH;

  private static final Pattern FAMILY = Pattern.compile("[a-z0-9]{1,32}(-[a-z0-9]{1,32}){0,3}");

  private DataFolder() {}

  /// A dump's file name without its last extension.
  static String stem(Path dump) {
    String name = String.valueOf(dump.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /// Every graph of some folders with its truth, in the order of their names.
  ///
  /// @throws IOException when a folder holds no graph or a graph has no truth
  static List<GraphTruth> read(List<Path> folders) throws IOException {
    List<GraphTruth> all = new ArrayList<>();
    for (Path folder : folders) {
      for (GraphTruthFiles files : GraphTruthFiles.in(folder)) {
        all.add(files.read());
      }
    }
    return all;
  }

  /// System and CPU of the dumps, such as `linux-x64`; graphs made before it was noted are of that.
  ///
  /// @throws IOException when they differ, or what a graph says is no such name
  static String family(List<GraphTruth> dumps) throws IOException {
    List<String> families = GraphTruth.families(dumps);
    if (families.size() > 1) {
      throw new IOException(
          "graphs of %s together; a model is of one system and CPU: give folders of one"
              .formatted(String.join(" and ", families)));
    }
    String family = families.getFirst();
    if (!FAMILY.matcher(family).matches()) { // a model is looked for by this name
      throw new IOException(
          "graphs of '%s', which is no system and CPU; make them again with 'deepmem graph'"
              .formatted(family));
    }
    return family;
  }
}
