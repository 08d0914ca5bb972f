package org.deepmem.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.Dump;
import org.deepmem.MissingTypeException;
import org.deepmem.ModelTraining;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.TruthFile;
import org.deepmem.training.TrainingOptions;
import org.deepmem.training.TrainingProgress;

/// How fast a training's steps go, with sampling and all.
///
/// @param seconds that they take
/// @param operations of their matrix products
record TrainingRate(double seconds, double operations) {
  private static final int STEPS = 80;
  private static final int WARM = 30;

  /// Measures the steps of the standard recipe on one dump, once the JVM is warm.
  static TrainingRate of(Path dump, Path truth) throws IOException, MissingTypeException {
    List<TrainingProgress> heard = new ArrayList<>();
    List<GraphTruth> data = List.of(new GraphTruth("dump", graph(dump), TruthFile.read(truth)));
    TrainingOptions options =
        TrainingOptions.standard().withSteps(STEPS).withHardPasses(0).withValidation(STEPS, 1);
    new ModelTraining(data, data, List.of()).train(options, "linux-x64", heard::add);
    TrainingProgress warm =
        heard.stream().filter(progress -> progress.step() == WARM).findFirst().orElseThrow();
    TrainingProgress last =
        heard.stream().filter(progress -> progress.validation() == null).toList().getLast();
    return new TrainingRate(last.seconds() - warm.seconds(), last.operations() - warm.operations());
  }

  private static MemoryGraph graph(Path file) throws IOException {
    try (Dump dump = Dump.open(file)) {
      return dump.graph();
    }
  }

  /// Time over that of the products alone.
  ///
  /// @param matrixRate operations a second
  double overProducts(double matrixRate) {
    return seconds / (operations / matrixRate);
  }
}
