package org.deepmem.training;

import java.util.Arrays;
import org.deepmem.graph.Adjacency;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.model.ModelConfig;
import org.deepmem.model.NodeFeatures;
import org.deepmem.model.VoteMask;
import org.deepmem.nn.Neighbours;
import org.deepmem.nn.SeededRandom;

/// Cuts minibatches out of graphs. Not for use by several threads at once.
final class NeighbourhoodBuilder {
  private final ModelConfig config;
  private final EdgeType[] types;
  private final VoteMask mask;
  private final Robustness robustness;
  private final int[] number;
  private int[] nodes = new int[1024];
  private int count;

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
    Rows[] rows = Rows.forEach(types.length);
    for (int distance = 1; distance < counts.length; distance++) {
      int from = distance == 1 ? 0 : counts[distance - 2];
      for (int i = from; i < counts[distance - 1]; i++) {
        for (int edge = 0; edge < types.length; edge++) {
          follow(training.graph().edges(types[edge]), nodes[i], rows[edge], random);
        }
      }
      counts[distance] = count;
    }
    return finish(training, counts, rows, random);
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
    Rows[] rows = Rows.forEach(types.length);
    for (int i = 0; i < count; i++) {
      for (int edge = 0; edge < types.length; edge++) {
        Adjacency edges = training.graph().edges(types[edge]);
        Rows out = rows[edge];
        for (int p = edges.offsets()[nodes[i]]; p < edges.offsets()[nodes[i] + 1]; p++) {
          if (number[edges.targets()[p]] >= 0) {
            out.add(number[edges.targets()[p]]);
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
      for (int p = edges.offsets()[node]; p < edges.offsets()[node + 1]; p++) {
        out.add(visit(edges.targets()[p]));
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
    for (int i = 0; i < count; i++) {
      int at = i * width;
      System.arraycopy(graph.content(), nodes[i] * width, content, at, width);
      if (robustness.noisyNodes() > 0 && random.nextFloat() < robustness.noisyNodes()) {
        disturb(content, at, bytesOf(graph, nodes[i]), random);
      }
      if (categories.length > 0) {
        int first = i * NodeFeatures.PER_NODE;
        NodeFeatures.write(graph, nodes[i], categories, first);
        if (robustness.droppedTraits() > 0 && random.nextFloat() < robustness.droppedTraits()) {
          NodeFeatures.forgetTraits(categories, first);
        }
      }
      number[nodes[i]] = -1;
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

  /// Changes a random share of the bytes: to zero, or to anything.
  private void disturb(byte[] content, int at, int length, SeededRandom random) {
    float share = random.nextFloat() * robustness.noisyBytes();
    for (int i = at; i < at + length; i++) {
      long draw = random.nextLong();
      if ((draw >>> 40) * 0x1p-24f < share) {
        content[i] = (draw & 0x300) == 0 ? 0 : (byte) draw;
      }
    }
  }
}
