package org.deepmem.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
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

/// Measures the forward pass of a million nodes against the machine's own matrix rate, both on all
/// processors, in turns, and prints the best of each and their ratio.
///
/// Operations of the pass are counted as `2·64·64·n·(1 + 4·(hops - 1)) + 2·64·classes·n`; the
/// matrix rate is OpenBLAS's sgemm of n×64 by 64×64. Argument: a graph file to use instead of the
/// made-up graph.
public final class ForwardPassRate {
  private static final int NODES = 1_000_000;
  private static final int CLASSES = 230;
  private static final int ROUNDS = 12;

  private ForwardPassRate() {}

  /// Runs the measurement; the guard of the kernels' speed is that the ratio is 0.5 or more.
  public static void main(String[] arguments) throws Exception {
    MemoryGraph graph =
        arguments.length > 0 && !arguments[0].isEmpty()
            ? GraphFile.read(Path.of(arguments[0]))
            : SyntheticGraph.of(NODES, 1);
    GnnModel model = model();
    VoteMask mask = model.mask();
    int nodes = graph.nodes();
    int hops = model.parameters().config().hops();
    double sgemmOperations = 2.0 * 64 * 64 * nodes;
    double passOperations =
        2.0 * 64 * 64 * nodes * (1 + 4 * (hops - 1)) + 2.0 * 64 * CLASSES * nodes;
    double sgemm = Double.MAX_VALUE;
    double pass = Double.MAX_VALUE;
    try (Workers workers = Workers.perProcessor();
        Sgemm blas = new Sgemm(nodes, workers.threads())) {
      for (int round = 0; round < ROUNDS; round++) {
        sgemm = Math.min(sgemm, seconds(blas::run));
        pass = Math.min(pass, seconds(() -> model.classify(graph, mask, workers)));
      }
      double sgemmRate = sgemmOperations / sgemm * 1e-9;
      double passRate = passOperations / pass * 1e-9;
      System.out.printf("%,d nodes, %d classes, %d threads%n", nodes, CLASSES, workers.threads());
      System.out.printf("sgemm n×64 by 64×64  %7.3f s  %7.1f GFLOP/s%n", sgemm, sgemmRate);
      System.out.printf("forward pass         %7.3f s  %7.1f GFLOP/s%n", pass, passRate);
      System.out.printf("ratio                %7.2f%n", passRate / sgemmRate);
    }
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) * 1e-9;
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

  /// One product of native BLAS.
  private static final class Sgemm implements AutoCloseable {
    private final int rows;
    private final FloatPointer a;
    private final FloatPointer b;
    private final FloatPointer c;

    Sgemm(int rows, int threads) {
      this.rows = rows;
      openblas.blas_set_num_threads(threads);
      a = filled((long) rows * 64);
      b = filled(64 * 64);
      c = filled((long) rows * 64);
    }

    void run() {
      openblas.cblas_sgemm(
          openblas.CblasRowMajor,
          openblas.CblasNoTrans,
          openblas.CblasNoTrans,
          rows,
          64,
          64,
          1f,
          a,
          64,
          b,
          64,
          0f,
          c,
          64);
    }

    @Override
    public void close() {
      a.close();
      b.close();
      c.close();
    }

    private static FloatPointer filled(long size) {
      FloatPointer pointer = new FloatPointer(size);
      for (long i = 0; i < size; i++) {
        pointer.put(i, i % 13 * 0.1f);
      }
      return pointer;
    }
  }
}
