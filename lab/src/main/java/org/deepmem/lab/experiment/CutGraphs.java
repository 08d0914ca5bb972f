package org.deepmem.lab.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.Dump;
import org.deepmem.files.Sha256;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.lab.LabException;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.GraphTruthFiles;
import org.deepmem.label.TruthFile;
import org.deepmem.tensors.SafeTensorsFile;

/// Labelled graphs with their segments cut as a model wants them: from their files where those are
/// cut so, else made anew of the dumps, which takes no longer than to read a graph.
final class CutGraphs {
  private CutGraphs() {}

  /// Reads a dump's graph and truth.
  ///
  /// @param cut bytes of a segment's window, one of [MemoryGraph#CUTS]
  /// @throws LabException when the graph's file is cut elsewhere and its dump isn't there or is
  ///   another one
  static GraphTruth read(GraphTruthFiles files, int cut) throws IOException {
    String madeOf;
    try (SafeTensorsFile header = SafeTensorsFile.open(files.graph())) {
      String found = header.metadata().getOrDefault("cut", "" + MemoryGraph.STANDARD_CUT);
      madeOf = header.metadata().getOrDefault("sha256", "");
      if (found.equals(Integer.toString(cut))) {
        return files.read();
      }
    }
    Path file = DumpPlace.of(files);
    if (!madeOf.isEmpty() && !madeOf.equals(Sha256.of(file))) {
      throw new LabException(
          "%s: isn't the dump that %s was made of; make the graph anew, or put the dump there"
              .formatted(file, files.graph()));
    }
    try (Dump dump = Dump.open(file)) {
      return new GraphTruth(files.name(), dump.graph(cut), TruthFile.read(files.truth()));
    }
  }

  /// The same of several.
  static List<GraphTruth> read(List<GraphTruthFiles> files, int cut) throws IOException {
    List<GraphTruth> read = new ArrayList<>();
    for (GraphTruthFiles file : files) {
      read.add(read(file, cut));
    }
    return read;
  }
}
