package org.deepmem.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deepmem.graph.GraphFile;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.KeyNode;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelConfig;
import org.deepmem.model.ModelType;
import org.deepmem.model.Parameters;
import org.deepmem.model.VoteMask;
import org.deepmem.nn.SeededRandom;
import org.deepmem.nn.Workers;

/// Measures embedding and scoring against the machine's own matrix rate, both on all processors, in
/// turns, and prints the best of each and their ratio.
///
/// Operations of the pass are counted as `2·64·64·n·(1 + 4·(hops - 1)) + 2·64·classes·n`; the
/// matrix rate is [MatrixRate]. Argument: a graph file to use instead of the made-up graph of a
/// million nodes.
public final class ForwardPassRate {
  private static final int NODES = 1_000_000;
  private static final int CLASSES = 230;
  private static final int ROUNDS = 12;

  private ForwardPassRate() {}

  /// Runs the measurement.
  public static void main(String[] arguments) throws Exception {
    MemoryGraph graph =
        arguments.length > 0 && !arguments[0].isEmpty()
            ? GraphFile.read(Path.of(arguments[0]))
            : SyntheticGraph.of(NODES, 1);
    Result result = of(graph, ROUNDS);
    System.out.printf("%,d nodes, %d classes%n", graph.nodes(), CLASSES);
    System.out.printf("sgemm n×64 by 64×64  %7.1f GFLOP/s%n", result.matrixRate * 1e-9);
    System.out.printf("forward pass         %7.1f GFLOP/s%n", result.rate * 1e-9);
    System.out.printf("ratio                %7.2f%n", result.ratio());
  }

  /// Operations a second.
  ///
  /// @param rate of the forward pass
  /// @param matrixRate of the machine, in the same run
  record Result(double rate, double matrixRate) {
    double ratio() {
      return rate / matrixRate;
    }
  }

  /// A graph of a million nodes.
  static Result ofAMillionNodes() {
    return of(SyntheticGraph.of(NODES, 1), ROUNDS);
  }

  /// The best of some rounds.
  static Result of(MemoryGraph graph, int rounds) {
    GnnModel model = model();
    VoteMask mask = model.mask();
    double nodes = graph.nodes();
    int hops = model.parameters().config().hops();
    double operations = 2.0 * 64 * 64 * nodes * (1 + 4 * (hops - 1)) + 2.0 * 64 * CLASSES * nodes;
    double product = Double.MAX_VALUE;
    double pass = Double.MAX_VALUE;
    try (Workers workers = Workers.perProcessor();
        MatrixRate matrix = new MatrixRate(graph.nodes(), workers.threads())) {
      for (int round = 0; round < rounds; round++) {
        product = Math.min(product, Stopwatch.seconds(matrix::run));
        pass = Math.min(pass, Stopwatch.seconds(() -> model.classify(graph, mask, workers)));
      }
      return new Result(operations / pass, matrix.operations() / product);
    }
  }

  /// Random weights; key nodes of all lengths, so that no node's scores can be left out.
  private static GnnModel model() {
    Parameters parameters = Parameters.zero(ModelConfig.standard(), CLASSES);
    SeededRandom random = new SeededRandom(2);
    for (int i = 0; i < parameters.values().length; i++) {
      parameters.values()[i] = random.nextTruncatedNormal() * 0.1f;
    }
    List<KeyNode> keyNodes = new ArrayList<>();
    for (int k = 1; k < CLASSES; k++) {
      keyNodes.add(new KeyNode("type", k * 8, 8 + k % 8 * 8, Window.HEAD, 0.5f));
    }
    List<ModelType> types = List.of(new ModelType("type", 4096, 1f));
    return new GnnModel(parameters, keyNodes, types, "none", Map.of());
  }
}
