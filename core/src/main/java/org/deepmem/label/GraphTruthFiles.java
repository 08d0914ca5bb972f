package org.deepmem.label;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.graph.GraphFile;
import org.deepmem.tensors.SafeTensorsFile;

/// A graph's file with the truth file beside it: what [GraphTruth] is read from.
///
/// @param name of the dump: the files' names without their endings
/// @param graph the graph's file
/// @param truth the truth's file
public record GraphTruthFiles(String name, Path graph, Path truth) {
  /// How a graph's file name ends.
  public static final String GRAPH = ".graph";

  /// How a truth file's name ends.
  public static final String TRUTH = ".truth.jsonl";

  /// Every graph of a folder with its truth, in the order of their names.
  ///
  /// @throws IOException when the folder holds no graph or a graph has no truth; the message is one
  ///   line
  public static List<GraphTruthFiles> in(Path folder) throws IOException {
    List<Path> graphs;
    try (var files = Files.list(folder)) {
      graphs = files.filter(file -> file.toString().endsWith(GRAPH)).sorted().toList();
    }
    if (graphs.isEmpty()) {
      throw new IOException(
          folder + ": no *" + GRAPH + " in it; make some with 'deepmem graph' and 'deepmem label'");
    }
    List<GraphTruthFiles> all = new ArrayList<>();
    for (Path graph : graphs) {
      String name = String.valueOf(graph.getFileName());
      name = name.substring(0, name.length() - GRAPH.length());
      Path truth = folder.resolve(name + TRUTH);
      if (!Files.exists(truth)) {
        throw new IOException(truth + ": missing beside the graph; make it with 'deepmem label'");
      }
      all.add(new GraphTruthFiles(name, graph, truth));
    }
    return all;
  }

  /// System and CPU of the dump, such as `linux-x64`, from the graph's header; graphs made before
  /// it was noted are of that.
  public String family() throws IOException {
    try (SafeTensorsFile header = SafeTensorsFile.open(graph)) {
      return header.metadata().getOrDefault("family", "linux-x64");
    }
  }

  /// Reads both.
  public GraphTruth read() throws IOException {
    GroundTruth known = TruthFile.readAll(truth);
    return new GraphTruth(name, GraphFile.read(graph), known.objects(), known.layouts());
  }
}
