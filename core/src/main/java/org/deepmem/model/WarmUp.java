package org.deepmem.model;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deepmem.graph.Adjacency;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.KeyNode;
import org.deepmem.nn.Kernels;
import org.deepmem.nn.Matrix;
import org.deepmem.nn.SeededRandom;
import org.deepmem.nn.Workers;

/// Has the network's loops compiled before they are needed: until then they run a hundred times
/// slower. To be run on a thread of its own while a dump is opened.
public final class WarmUp implements Runnable {
  /// Six, four and one: a row of each kind of tile.
  private static final int ROWS = 11;

  private static final int TERMS = 8;
  private static final int PRODUCTS = 100;
  private static final int NODES = 480;
  private static final int CLASSES = 130;
  private static final int MOST_ROUNDS = 60;
  private static final Duration MOST_TIME = Duration.ofMillis(1500);

  /// Starts the work in the background.
  public static void start() {
    Thread.ofPlatform().daemon().name("deepmem-warm-up").start(new WarmUp());
  }

  @Override
  public void run() {
    products(Kernels.best());
    GnnModel model = model();
    MemoryGraph graph = graph();
    VoteMask mask = model.mask();
    long end = System.nanoTime() + MOST_TIME.toNanos();
    try (Workers alone = new Workers(1)) {
      for (int round = 0; round < MOST_ROUNDS && System.nanoTime() < end; round++) {
        model.classify(graph, mask, alone);
      }
    }
  }

  /// Products of a few terms, but each kind of tile: with many terms a tile would be compiled
  /// twice, once for the loop that is running.
  private static void products(Kernels kernels) {
    Matrix left = Matrix.of(new float[ROWS * TERMS], 0, TERMS);
    Matrix right = Matrix.of(new float[TERMS * Kernels.PANEL], 0, Kernels.PANEL);
    Matrix sum = Matrix.of(new float[ROWS * Kernels.PANEL], 0, Kernels.PANEL);
    for (int round = 0; round < PRODUCTS; round++) {
      kernels.multiplyAdd(left, right, sum, ROWS, TERMS, Kernels.PANEL);
    }
  }

  private static GnnModel model() {
    ModelConfig config = ModelConfig.standard();
    Parameters parameters = Parameters.zero(config, CLASSES);
    SeededRandom random = new SeededRandom(1);
    for (int i = 0; i < parameters.values().length; i++) {
      parameters.values()[i] = random.nextTruncatedNormal() * 0.1f;
    }
    KeyNode[] keyNodes = new KeyNode[CLASSES - 1];
    Arrays.setAll(
        keyNodes,
        k ->
            new KeyNode(
                "type", 8 * k, k % 2 == 0 ? KeyNode.ANY_LENGTH : 8 + k % 7 * 8, Window.HEAD, 0.5f));
    List<ModelType> types = List.of(new ModelType("type", 8 * CLASSES, 1f));
    return new GnnModel(parameters, List.of(keyNodes), types, "none", Map.of());
  }

  private static MemoryGraph graph() {
    SeededRandom random = new SeededRandom(2);
    long[] addresses = new long[NODES];
    short[] lengths = new short[NODES];
    byte[] content = new byte[NODES * MemoryGraph.STANDARD_CUT];
    for (int node = 0; node < NODES; node++) {
      addresses[node] = 80L * node;
      lengths[node] = (short) (8 + node % 7 * 8);
      for (int i = 0; i < lengths[node]; i += 1 + random.nextInt(4)) {
        content[node * MemoryGraph.STANDARD_CUT + i] = (byte) random.nextInt(256);
      }
    }
    int[] offsets = new int[NODES + 1];
    int[] targets = new int[2 * NODES];
    for (int node = 0; node < NODES; node++) {
      int first = random.nextInt(NODES - 1);
      targets[2 * node] = first;
      targets[2 * node + 1] = first + 1;
      offsets[node + 1] = 2 * node + 2;
    }
    Map<EdgeType, Adjacency> edges = new EnumMap<>(EdgeType.class);
    edges.put(EdgeType.LEFT_POINTER, new Adjacency(offsets, targets));
    edges.put(EdgeType.RIGHT_POINTER, new Adjacency(offsets, targets));
    return new MemoryGraph(
        addresses,
        new long[NODES],
        lengths,
        new byte[NODES],
        content,
        new byte[NODES * MemoryGraph.TRAITS],
        edges,
        Long.BYTES,
        Map.of());
  }
}
