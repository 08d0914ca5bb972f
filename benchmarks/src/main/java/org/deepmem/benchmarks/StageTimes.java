package org.deepmem.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deepmem.Dump;
import org.deepmem.ObjectDetector;
import org.deepmem.detection.Candidate;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelFile;
import org.deepmem.model.WarmUp;

/// Measures the stages of a scan on a dump, several times in one JVM: the first row is cold. Prints
/// the JVM's anonymous memory after each, which grows with the graph, not with the dump.
///
/// Arguments: a dump and a model; by default those that come with the project.
public final class StageTimes {
  private static final int ROUNDS = 6;
  private static final String ROW = "%7s %10s %10s %10s %10s %14s%n";

  private StageTimes() {}

  /// Runs the measurement.
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(argument(arguments, 0, "samples/linux-6.1-cloud.kdump"));
    Path modelFile = Path.of(argument(arguments, 1, "models/linux-x64.model"));
    System.out.printf("%s, %s, times in ms%n", file, modelFile);
    System.out.printf(ROW, "round", "open", "graph", "detect", "all", "anonymous MB");
    for (int round = 1; round <= ROUNDS; round++) {
      long began = System.nanoTime();
      if (round == 1) {
        WarmUp.start();
      }
      GnnModel model = ModelFile.read(modelFile);
      try (Dump dump = Dump.open(file)) {
        long opened = System.nanoTime();
        MemoryGraph graph = dump.graph();
        long built = System.nanoTime();
        List<Candidate> objects = new ObjectDetector(model).detect(graph).objects();
        long done = System.nanoTime();
        System.out.printf(
            ROW,
            round,
            milliseconds(began, opened),
            milliseconds(opened, built),
            milliseconds(built, done),
            milliseconds(began, done),
            ProcessRun.anonymous(ProcessHandle.current().pid()) >> 20);
        if (round == ROUNDS) {
          System.out.printf(
              "%,d MB present, %,d nodes, %,d objects%n",
              dump.image().presentBytes() >> 20, graph.nodes(), objects.size());
        }
      }
    }
  }

  private static String argument(String[] arguments, int index, String otherwise) {
    return index < arguments.length && !arguments[index].isEmpty() ? arguments[index] : otherwise;
  }

  private static long milliseconds(long from, long to) {
    return (to - from) / 1_000_000;
  }
}
