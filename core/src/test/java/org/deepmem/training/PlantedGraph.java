package org.deepmem.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deepmem.graph.Adjacency;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.KeyNode;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.model.ModelType;
import org.deepmem.nn.SeededRandom;

/// Made-up memory: random segments, and among them objects of two types, three segments each. The
/// middle segment of both types looks like noise: what it is can only be known from its left
/// neighbour.
public final class PlantedGraph {
  private static final int[][] LENGTHS = {{16, 24, 40}, {16, 24, 8}};
  private static final String[] NAMES = {"first", "second"};

  private PlantedGraph() {}

  /// Key nodes 1 to 3 are the first type's, 4 to 6 the second's.
  public static List<KeyNode> keyNodes() {
    List<KeyNode> keys = new ArrayList<>();
    for (int type = 0; type < 2; type++) {
      int offset = 8;
      for (int length : LENGTHS[type]) {
        keys.add(new KeyNode(NAMES[type], offset, length, Window.HEAD, 1f));
        offset += length + 8;
      }
    }
    return keys;
  }

  public static TrainingTarget target() {
    List<ModelType> types =
        List.of(new ModelType("first", 104, 1.5f), new ModelType("second", 72, 1.5f));
    return new TrainingTarget(keyNodes(), types, "planted", Map.of("made", "up"));
  }

  /// A graph of about `nodes` nodes.
  public static TrainingGraph of(String name, int nodes, long seed) {
    SeededRandom random = new SeededRandom(seed);
    int[] classes = new int[nodes];
    short[] lengths = new short[nodes];
    byte[] content = new byte[nodes * 64];
    byte[] traits = new byte[nodes * 4];
    for (int node = 0; node < nodes; ) {
      int draw = random.nextInt(40);
      if (draw < 2 && node + 3 < nodes) {
        for (int part = 0; part < 3; part++) {
          classes[node] = 1 + draw * 3 + part;
          fill(content, node * 64, LENGTHS[draw][part], random);
          lengths[node] = (short) LENGTHS[draw][part];
          if (part == 0) {
            content[node * 64 + 3] = 77;
            content[node * 64 + 5] = (byte) (draw * 50);
          }
          traits[node * 4 + 2] = (byte) (part * 3);
          node++;
        }
      } else {
        lengths[node] = (short) (8 * (1 + random.nextInt(6)));
        fill(content, node * 64, lengths[node], random);
        traits[node * 4 + 2] = (byte) random.nextInt(9);
        node++;
      }
    }
    long[] addresses = new long[nodes];
    for (int node = 1; node < nodes; node++) {
      addresses[node] = addresses[node - 1] + lengths[node - 1] + 8;
    }
    MemoryGraph graph =
        new MemoryGraph(
            addresses,
            addresses,
            lengths,
            new byte[nodes],
            content,
            traits,
            edges(nodes, random),
            8,
            Map.of());
    return new TrainingGraph(name, graph, classes);
  }

  /// The same graph with every third object freed, which a byte of its first segment tells.
  static TrainingGraph withFreed(String name, int nodes, long seed) {
    TrainingGraph planted = of(name, nodes, seed);
    boolean[] freed = new boolean[nodes];
    for (int node = 0; node < nodes; node++) {
      int part = (planted.classOfNode()[node] + 2) % 3;
      if (planted.classOfNode()[node] != 0 && node >= part) {
        boolean dead = (node - part) % 3 == 0;
        planted.graph().content()[(node - part) * 64 + 6] = (byte) (dead ? 0xee : 0);
        freed[node] = dead;
      }
    }
    return new TrainingGraph(name, planted.graph(), planted.classOfNode(), freed);
  }

  /// The same graph with its objects as ground truth: both types' begin 8 bytes before their first
  /// segment.
  public static GraphTruth truth(String name, int nodes, long seed) {
    TrainingGraph planted = of(name, nodes, seed);
    List<LabelledObject> objects = new ArrayList<>();
    for (int node = 1; node < nodes; node++) {
      int type = (planted.classOfNode()[node] - 1) / 3;
      if (planted.classOfNode()[node] % 3 == 1) {
        long address = planted.graph().addresses()[node] - 8;
        int size = target().types().get(type).size();
        objects.add(
            new LabelledObject(NAMES[type], address, address, size, ObjectState.LIVE, "planted"));
      }
    }
    return new GraphTruth(name, planted.graph(), objects);
  }

  /// The same graph with segments cut at 128 bytes, which show 64 more: those that it had, but the
  /// other way round.
  static TrainingGraph wider(TrainingGraph training) {
    MemoryGraph graph = training.graph();
    byte[] content = new byte[graph.nodes() * 128];
    for (int i = 0; i < graph.nodes() * 64; i++) {
      int row = i / 64 * 128;
      content[row + i % 64] = graph.content()[i];
      content[row + 127 - i % 64] = graph.content()[i];
    }
    MemoryGraph wide =
        new MemoryGraph(
            graph.addresses(),
            graph.physical(),
            graph.lengths(),
            graph.windows(),
            content,
            graph.pointerTraits(),
            graph.edges(),
            graph.wordSize(),
            128,
            graph.provenance());
    return new TrainingGraph(training.name(), wide, training.classOfNode(), training.freed());
  }

  private static Map<EdgeType, Adjacency> edges(int nodes, SeededRandom random) {
    int[][] left = new int[nodes][];
    int[][] right = new int[nodes][];
    int[][] leftPointer = new int[nodes][];
    int[][] rightPointer = new int[nodes][];
    for (int node = 0; node < nodes; node++) {
      left[node] = node == 0 ? new int[0] : new int[] {node - 1};
      right[node] = node == nodes - 1 ? new int[0] : new int[] {node + 1};
      int count = random.nextInt(3);
      rightPointer[node] = random.nextInt(5) == 0 ? new int[0] : new int[count];
      for (int i = 0; i < rightPointer[node].length; i++) {
        rightPointer[node][i] = random.nextInt(nodes);
      }
      rightPointer[node] = Arrays.stream(rightPointer[node]).sorted().distinct().toArray();
      leftPointer[node] = node == 0 ? new int[0] : rightPointer[node - 1];
    }
    Map<EdgeType, Adjacency> edges = new EnumMap<>(EdgeType.class);
    edges.put(EdgeType.LEFT_NEIGHBOUR, rows(left));
    edges.put(EdgeType.RIGHT_NEIGHBOUR, rows(right));
    edges.put(EdgeType.LEFT_POINTER, rows(leftPointer));
    edges.put(EdgeType.RIGHT_POINTER, rows(rightPointer));
    return edges;
  }

  private static Adjacency rows(int[][] targets) {
    int[] offsets = new int[targets.length + 1];
    for (int i = 0; i < targets.length; i++) {
      offsets[i + 1] = offsets[i] + targets[i].length;
    }
    return new Adjacency(offsets, Arrays.stream(targets).flatMapToInt(Arrays::stream).toArray());
  }

  private static void fill(byte[] content, int at, int length, SeededRandom random) {
    for (int i = at; i < at + length; i++) {
      content[i] = random.nextInt(3) == 0 ? (byte) random.nextInt(256) : 0;
    }
  }
}
