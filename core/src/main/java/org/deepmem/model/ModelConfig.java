package org.deepmem.model;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.nn.Kernels;

/// The shape of the network (section 4 of the paper).
///
/// @param hops hidden layers, at least 1; the first one sees the node alone, so there are `hops -
///   1` rounds of messages
/// @param units of a hidden layer, at least 1; [#width] says how many numbers it takes
/// @param activation of a hidden layer
/// @param rectifiedEdges whether each edge type's term passes through a ReLU before it is added
/// @param meanPointers whether pointer edges are averaged; else summed
/// @param sharedRounds whether all rounds have the same edge weights
/// @param cut bytes of a node: where the segments of its graphs are cut ([MemoryGraph#cut])
/// @param input what a node shows of itself
/// @param edges types that carry messages, in their order; without any there is one hidden layer,
///   since more would see nothing new
/// @param states whether a node also says if its object is live or freed
public record ModelConfig(
    int hops,
    int units,
    Activation activation,
    boolean rectifiedEdges,
    boolean meanPointers,
    boolean sharedRounds,
    int cut,
    Input input,
    Set<EdgeType> edges,
    boolean states) {
  private static final int MAX_HOPS = 16;

  /// The most units that a hidden layer may have.
  public static final int MAX_UNITS = 512;

  public ModelConfig {
    edges = inOrder(edges);
    if (hops < 1 || hops > MAX_HOPS) {
      throw new IllegalArgumentException("hops must be 1 to %d, not %d".formatted(MAX_HOPS, hops));
    }
    if (hops > 1 && edges.isEmpty()) {
      throw new IllegalArgumentException("hops must be 1 without edges, not " + hops);
    }
    if (units < 1 || units > MAX_UNITS) {
      throw new IllegalArgumentException(
          "units must be 1 to %d, not %d".formatted(MAX_UNITS, units));
    }
    if (!MemoryGraph.CUTS.contains(cut)) {
      throw new IllegalArgumentException(
          "cut must be one of %s, not %d".formatted(MemoryGraph.CUTS, cut));
    }
  }

  /// The default: two rounds, 64 units, ReLU, mean over pointers, all edge types, states.
  public static ModelConfig standard() {
    return new ModelConfig(
        3,
        64,
        Activation.RELU,
        false,
        true,
        false,
        MemoryGraph.STANDARD_CUT,
        Input.FULL,
        EnumSet.allOf(EdgeType.class),
        true);
  }

  /// The paper's: tanh of raw bytes and rectified sums, the same weights in every round.
  public static ModelConfig paper() {
    return new ModelConfig(
        3,
        64,
        Activation.TANH,
        true,
        false,
        true,
        MemoryGraph.STANDARD_CUT,
        Input.RAW,
        EdgeType.PAPER,
        false);
  }

  /// The same with another number of hidden layers.
  public ModelConfig withHops(int changed) {
    Values values = new Values(this);
    values.hops = changed;
    return values.config();
  }

  /// The same with another number of units in a hidden layer.
  public ModelConfig withUnits(int changed) {
    Values values = new Values(this);
    values.units = changed;
    return values.config();
  }

  /// The same for graphs whose segments are cut elsewhere.
  public ModelConfig withCut(int changed) {
    Values values = new Values(this);
    values.cut = changed;
    return values.config();
  }

  /// The same with nodes that show something else of themselves.
  public ModelConfig withInput(Input changed) {
    Values values = new Values(this);
    values.input = changed;
    return values.config();
  }

  /// The same with messages along these edges only; one hidden layer where there are none.
  public ModelConfig withEdges(Collection<EdgeType> changed) {
    Values values = new Values(this);
    values.edges = inOrder(changed);
    values.hops = changed.isEmpty() ? 1 : hops;
    return values.config();
  }

  /// The same with or without states.
  public ModelConfig withStates(boolean changed) {
    Values values = new Values(this);
    values.states = changed;
    return values.config();
  }

  /// Rounds of messages between nodes.
  public int rounds() {
    return hops - 1;
  }

  /// Rounds that have edge weights of their own.
  public int weightedRounds() {
    return sharedRounds ? Math.min(1, rounds()) : rounds();
  }

  /// Numbers in a hidden layer: the units, rounded up to a multiple of [Kernels#PANEL]. Those
  /// beyond the units are always 0: nothing leads to them or away from them.
  public int width() {
    return (units + Kernels.PANEL - 1) / Kernels.PANEL * Kernels.PANEL;
  }

  /// Bytes of content that a node has room for: [MemoryGraph#contentWidth].
  public int contentWidth() {
    return MemoryGraph.contentWidth(cut);
  }

  /// Rows of the weights that bytes meet: one a byte, and one a byte that isn't zero.
  public int contentRows() {
    return input.flags() ? 2 * contentWidth() : contentWidth();
  }

  /// The types that carry messages as an array, in their order: the k-th one's messages and weights
  /// are the k-th wherever those of several types lie side by side.
  public EdgeType[] edgeTypes() {
    return edges.toArray(EdgeType[]::new);
  }

  /// Whether the neighbours of an edge type are averaged.
  public boolean mean(EdgeType type) {
    return meanPointers && type != EdgeType.LEFT_NEIGHBOUR && type != EdgeType.RIGHT_NEIGHBOUR;
  }

  private static Set<EdgeType> inOrder(Collection<EdgeType> types) {
    EnumSet<EdgeType> set = EnumSet.noneOf(EdgeType.class);
    set.addAll(types);
    return Collections.unmodifiableSet(set);
  }

  /// The components while one of them changes.
  private static final class Values {
    int hops;
    int units;
    Activation activation;
    boolean rectifiedEdges;
    boolean meanPointers;
    boolean sharedRounds;
    int cut;
    Input input;
    Set<EdgeType> edges;
    boolean states;

    Values(ModelConfig config) {
      hops = config.hops;
      units = config.units;
      activation = config.activation;
      rectifiedEdges = config.rectifiedEdges;
      meanPointers = config.meanPointers;
      sharedRounds = config.sharedRounds;
      cut = config.cut;
      input = config.input;
      edges = config.edges;
      states = config.states;
    }

    ModelConfig config() {
      return new ModelConfig(
          hops,
          units,
          activation,
          rectifiedEdges,
          meanPointers,
          sharedRounds,
          cut,
          input,
          edges,
          states);
    }
  }
}
