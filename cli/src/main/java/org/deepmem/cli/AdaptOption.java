package org.deepmem.cli;

import java.io.IOException;
import org.deepmem.ModelAdaptation;
import org.deepmem.ObjectDetector;
import org.deepmem.detection.Detection;
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

  /// Whether it was given.
  boolean asked() {
    return asked;
  }

  /// What the model finds in a graph.
  Detection detect(GnnModel model, MemoryGraph graph, Console console) throws IOException {
    if (!asked) {
      return new ObjectDetector(model).detect(graph);
    }
    try (TrainingLine line = new TrainingLine(console)) {
      return new ModelAdaptation(graph, line).detect(model);
    }
  }
}
