package org.deepmem.cli;

import java.io.IOException;
import java.util.Optional;
import org.deepmem.ModelAdaptation;
import org.deepmem.ObjectDetector;
import org.deepmem.detection.Classified;
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

  /// What was found.
  ///
  /// @param reasons what it was found by; empty where they weren't to be kept, and of an adapted
  ///   model, whose votes are those of two
  record Found(Detection detection, Optional<Classified> reasons) {}

  /// What the model finds in a graph.
  ///
  /// @param reasons whether to keep them
  Found detect(GnnModel model, MemoryGraph graph, boolean reasons, Console console)
      throws IOException {
    if (!asked) {
      ObjectDetector detector = new ObjectDetector(model);
      if (!reasons) {
        return new Found(detector.detect(graph), Optional.empty());
      }
      Classified found = detector.classify(graph);
      return new Found(found.detection(), Optional.of(found));
    }
    try (TrainingLine line = new TrainingLine(console)) {
      return new Found(new ModelAdaptation(graph, line).detect(model), Optional.empty());
    }
  }
}
