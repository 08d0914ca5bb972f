package org.deepmem.training;

import java.util.Arrays;
import org.deepmem.graph.Adjacency;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.NodeMemory;
import org.deepmem.graph.Window;
import org.deepmem.model.ModelConfig;
import org.deepmem.model.NodeFeatures;
import org.deepmem.model.VoteMask;
import org.deepmem.nn.Neighbours;
import org.deepmem.nn.SeededRandom;

/// Cuts minibatches out of graphs. Not for use by several threads at once.
///
/// The nodes of a minibatch lie all over a graph's arrays, so that the time goes to waiting for
/// memory. What doesn't depend on what was read before is therefore read in loops of its own, in
/// which many reads are under way at once.
final class NeighbourhoodBuilder {
  /// Nodes whose edges are read ahead: their targets' numbers stay in the first-level cache.
  private static final int AHEAD = 128;

  private final ModelConfig config;
  private final EdgeType[] types;
  private final VoteMask mask;
  private final Robustness robustness;
  private final int[] number;
  private int[] nodes = new int[1024];
  private int count;

  /// Keeps the reads of [#touch], whose only use is that they were made.
  private int touched;

  /// @param largest nodes of the largest graph
  NeighbourhoodBuilder(ModelConfig config, VoteMask mask, Robustness robustness, int largest) {
    this.config = config;
    types = config.edgeTypes();
    this.mask = mask;
    this.robustness = robustness;
    number = new int[largest];
    Arrays.fill(number, -1);
  }

  /// The neighbourhood of the seeds, `hops - 1` edges deep.
  ///
  /// @param seeds distinct nodes
  Neighbourhood around(TrainingGraph training, int[] seeds, SeededRandom random) {
    count = 0;
    for (int seed : seeds) {
      visit(seed);
    }
    int[] counts = new int[config.hops()];
    counts[0] = count;
    Adjacency[] edges = edges(training.graph());
    Rows[] rows = Rows.forEach(types.length);
    for (int distance = 1; distance < counts.length; distance++) {
      int from = distance == 1 ? 0 : counts[distance - 2];
      int to = counts[distance - 1];
      for (int block = from; block < to; block += AHEAD) {
        int end = Math.min(block + AHEAD, to);
        touch(edges, block, end);
        for (int i = block; i < end; i++) {
          for (int edge = 0; edge < edges.length; edge++) {
            follow(edges[edge], nodes[i], rows[edge], random);
          }
        }
      }
      counts[distance] = count;
    }
    return finish(training, counts, rows, random);
  }

  private Adjacency[] edges(MemoryGraph graph) {
    return Arrays.stream(types).map(graph::edges).toArray(Adjacency[]::new);
  }

  /// Reads what [#follow] will read of the nodes numbered `from` to `to - 1`.
  private void touch(Adjacency[] edges, int from, int to) {
    int sum = 0;
    for (Adjacency ofType : edges) {
      int[] offsets = ofType.offsets();
      int[] targets = ofType.targets();
      for (int i = from; i < to; i++) {
        int first = offsets[nodes[i]];
        sum += first < targets.length ? number[targets[first]] : 0;
      }
    }
    touched = sum;
  }

  /// The selected nodes alone, with the edges among them: all layers are computed for all of them.
  ///
  /// @param selected distinct nodes
  Neighbourhood of(TrainingGraph training, int[] selected) {
    count = 0;
    for (int node : selected) {
      visit(node);
    }
    int[] counts = new int[config.hops()];
    Arrays.fill(counts, count);
    Adjacency[] edges = edges(training.graph());
    Rows[] rows = Rows.forEach(types.length);
    for (int edge = 0; edge < types.length; edge++) {
      int[] offsets = edges[edge].offsets();
      int[] targets = edges[edge].targets();
      Rows out = rows[edge];
      for (int i = 0; i < count; i++) {
        for (int p = offsets[nodes[i]]; p < offsets[nodes[i] + 1]; p++) {
          if (number[targets[p]] >= 0) {
            out.add(number[targets[p]]);
          }
        }
        out.endRow();
      }
    }
    return finish(training, counts, rows, new SeededRandom(0));
  }

  private void follow(Adjacency edges, int node, Rows out, SeededRandom random) {
    boolean dropped =
        robustness.droppedEdges() > 0 && random.nextFloat() < robustness.droppedEdges();
    if (!dropped) {
      int[] targets = edges.targets();
      int end = edges.offsets()[node + 1];
      for (int p = edges.offsets()[node]; p < end; p++) {
        out.add(visit(targets[p]));
      }
    }
    out.endRow();
  }

  private int visit(int node) {
    if (number[node] < 0) {
      if (count == nodes.length) {
        nodes = Arrays.copyOf(nodes, count * 2);
      }
      nodes[count] = node;
      number[node] = count++;
    }
    return number[node];
  }

  private Neighbourhood finish(
      TrainingGraph training, int[] counts, Rows[] rows, SeededRandom random) {
    MemoryGraph graph = training.graph();
    int width = graph.contentWidth();
    byte[] content = new byte[count * width];
    int[] categories = new int[config.input().categories() ? count * NodeFeatures.PER_NODE : 0];
    int[] lengths = new int[count];
    NodeMemory.Reader memory = graph.memory().reader();
    for (int i = 0; i < count; i++) {
      memory.read(nodes[i], content, i * width);
      lengths[i] = bytesOf(graph, nodes[i]);
      number[nodes[i]] = -1;
    }
    for (int i = 0; i < categories.length / NodeFeatures.PER_NODE; i++) {
      NodeFeatures.write(graph, nodes[i], categories, i * NodeFeatures.PER_NODE);
    }
    for (int i = 0; i < count; i++) {
      if (robustness.noisyNodes() > 0 && random.nextFloat() < robustness.noisyNodes()) {
        disturb(content, i * width, lengths[i], random);
      }
      if (categories.length > 0
          && robustness.droppedTraits() > 0
          && random.nextFloat() < robustness.droppedTraits()) {
        NodeFeatures.forgetTraits(categories, i * NodeFeatures.PER_NODE);
      }
    }
    int[] groups = new int[counts[0]];
    int[] classes = new int[counts[0]];
    boolean[] freed = new boolean[counts[0]];
    for (int i = 0; i < counts[0]; i++) {
      groups[i] = mask.group(graph, nodes[i]);
      classes[i] = training.classOfNode()[nodes[i]];
      freed[i] = training.freed()[nodes[i]];
      if (training.lengthless()) {
        groups[i] = mask.isTail(groups[i]) ? groups[i] : VoteMask.ANY_LENGTH;
      } else if (robustness.hiddenLengths() > 0
          && random.nextFloat() < robustness.hiddenLengths()) {
        hideLength(i, groups, classes);
      }
    }
    Neighbours[] edges = new Neighbours[types.length];
    for (int edge = 0; edge < types.length; edge++) {
      edges[edge] = rows[edge].finish(config.mean(types[edge]));
    }
    return new Neighbourhood(counts, content, categories, edges, groups, classes, freed);
  }

  /// Lets a head be one of any length only, so that those key nodes are learnt too where there are
  /// others for its length. Heads that are a key node of one length only stay as they are.
  private void hideLength(int seed, int[] groups, int[] classes) {
    int lengthless = mask.lengthless(classes[seed]);
    if (lengthless >= 0 && !mask.isTail(groups[seed])) {
      groups[seed] = VoteMask.ANY_LENGTH;
      classes[seed] = lengthless;
    }
  }

  private static int bytesOf(MemoryGraph graph, int node) {
    int length = graph.lengths()[node] & 0xffff;
    boolean tail = graph.windows()[node] == Window.TAIL.ordinal();
    return tail ? graph.cut() : Math.min(length, graph.cut());
  }

  /// Changes a random share of the bytes: to zero, or to anything. Without branches, which would be
  /// guessed wrong as often as bytes are changed.
  private void disturb(byte[] content, int at, int length, SeededRandom random) {
    float share = random.nextFloat() * robustness.noisyBytes();
    long limit = (long) Math.ceil((double) share * (1 << 24));
    for (int i = at; i < at + length; i++) {
      long draw = random.nextLong();
      long changed = (draw >>> 40) - limit >> 63;
      long zero = (draw & 0x300) - 1 >> 63;
      content[i] = (byte) (draw & ~zero & changed | content[i] & ~changed);
    }
  }
}
