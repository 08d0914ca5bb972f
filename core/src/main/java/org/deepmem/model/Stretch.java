package org.deepmem.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deepmem.graph.Adjacency;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.nn.Neighbours;
import org.jspecify.annotations.Nullable;

/// A stretch of a graph's nodes and, for each layer below their last one, the nodes that it is
/// gathered from: all that the network needs to score them.
final class Stretch {
  /// `[hops]`: the nodes of each layer, ascending; null where it has all of the graph's.
  private final int @Nullable [][] nodes;

  private final Neighbours[][] neighbours;
  private final int all;

  private Stretch(int @Nullable [][] nodes, Neighbours[][] neighbours, int all) {
    this.nodes = nodes;
    this.neighbours = neighbours;
    this.all = all;
  }

  /// All of a graph.
  static Stretch whole(MemoryGraph graph, ModelConfig config) {
    EdgeType[] types = config.edgeTypes();
    Neighbours[] ofTypes = new Neighbours[types.length];
    for (int edge = 0; edge < types.length; edge++) {
      Adjacency edges = graph.edges(types[edge]);
      ofTypes[edge] = new Neighbours(edges.offsets(), edges.targets(), config.mean(types[edge]));
    }
    Neighbours[][] ofLayers = new Neighbours[config.hops()][];
    Arrays.fill(ofLayers, ofTypes);
    return new Stretch(null, ofLayers, graph.nodes());
  }

  /// The nodes `from .. to` of a graph.
  static Stretch of(MemoryGraph graph, ModelConfig config, int from, int to) {
    int[][] nodes = new int[config.hops()][];
    Neighbours[][] neighbours = new Neighbours[config.hops()][];
    int layer = config.hops() - 1;
    nodes[layer] = IntStream.range(from, to).toArray();
    for (; layer > 0; layer--) {
      Sources sources = new Sources(graph, config.edgeTypes(), nodes[layer]);
      nodes[layer - 1] = sources.nodes();
      neighbours[layer] = sources.neighbours(config);
    }
    return new Stretch(nodes, neighbours, graph.nodes());
  }

  /// Most nodes of a layer.
  int largest() {
    return nodes == null
        ? all
        : Arrays.stream(nodes).mapToInt(layer -> layer.length).max().orElse(0);
  }

  /// Nodes of layers that gather, over those that would be without any of them twice.
  double overhead() {
    int gathering = neighbours.length - 1;
    double sum = 0;
    for (int layer = 1; layer <= gathering; layer++) {
      sum += size(layer);
    }
    return gathering == 0 ? 1 : sum / ((double) gathering * size(gathering));
  }

  /// Number of nodes of a layer.
  int size(int layer) {
    return nodes == null ? all : nodes[layer].length;
  }

  /// The graph's node that is in a row of a layer.
  int node(int layer, int row) {
    return nodes == null ? row : nodes[layer][row];
  }

  /// For each edge type the rows of the layer below that each row of a layer gathers from.
  Neighbours[] neighbours(int layer) {
    return neighbours[layer];
  }

  /// The nodes that others gather from, and their rows.
  private static final class Sources {
    /// `[edge types]`: of the nodes that gather, to nodes of the graph.
    private final Adjacency[] edges;

    private final long[] isSource;
    private final int[] sourcesBefore;

    /// @param rows nodes that gather
    Sources(MemoryGraph graph, EdgeType[] types, int[] rows) {
      edges =
          Arrays.stream(types)
              .parallel()
              .map(type -> graph.edges(type, rows))
              .toArray(Adjacency[]::new);
      isSource = new long[(graph.nodes() >>> 6) + 1];
      for (Adjacency ofType : edges) {
        for (int target : ofType.targets()) {
          isSource[target >>> 6] |= 1L << target;
        }
      }
      sourcesBefore = new int[isSource.length + 1];
      for (int word = 0; word < isSource.length; word++) {
        sourcesBefore[word + 1] = sourcesBefore[word] + Long.bitCount(isSource[word]);
      }
    }

    int[] nodes() {
      int[] nodes = new int[sourcesBefore[isSource.length]];
      int at = 0;
      for (int word = 0; word < isSource.length; word++) {
        for (long rest = isSource[word]; rest != 0; rest &= rest - 1) {
          nodes[at++] = (word << 6) + Long.numberOfTrailingZeros(rest);
        }
      }
      return nodes;
    }

    /// The edges to rows of the sources, in place of those to nodes.
    Neighbours[] neighbours(ModelConfig config) {
      EdgeType[] types = config.edgeTypes();
      return IntStream.range(0, types.length)
          .parallel()
          .mapToObj(
              edge -> {
                int[] targets = edges[edge].targets();
                for (int i = 0; i < targets.length; i++) {
                  targets[i] = row(targets[i]);
                }
                return new Neighbours(edges[edge].offsets(), targets, config.mean(types[edge]));
              })
          .toArray(Neighbours[]::new);
    }

    private int row(int node) {
      int word = node >>> 6;
      return sourcesBefore[word] + Long.bitCount(isSource[word] & (1L << node) - 1);
    }
  }
}
