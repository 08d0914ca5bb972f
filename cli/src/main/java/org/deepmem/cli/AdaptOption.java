package org.deepmem.cli;

import java.io.IOException;
import java.util.Optional;
import org.deepmem.DumpScanner;
import org.deepmem.ModelAdaptation;
import org.deepmem.ObjectDetector;
import org.deepmem.detection.Classified;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.model.GnnModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `--adapt`: detection with a model that is first adapted to the dump's kernel.
@Command
final class AdaptOption {
  @Option(
      names = "--adapt",
      description =
          "For a kernel that the model never saw: go on training it for half a minute with what it"
              + " is sure of in the dump itself. Not for a kernel that it knows.")
  private boolean asked;

  /// What the model finds in a graph.
  ///
  /// @param reasons whether to keep them
  DumpScanner.Found detect(GnnModel model, MemoryGraph graph, boolean reasons, Console console)
      throws IOException {
    if (!asked) {
      if (!reasons) {
        return DumpScanner.plainly(model, graph);
      }
      Classified found = new ObjectDetector(model).classify(graph);
      return new DumpScanner.Found(found.detection(), Optional.of(found), false);
    }
    try (TrainingLine line = new TrainingLine(console)) {
      return new DumpScanner.Found(
          new ModelAdaptation(graph, line).detect(model), Optional.empty(), true);
    }
  }
}
