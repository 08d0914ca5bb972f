package org.deepmem.model;

import org.deepmem.graph.EdgeType;
import org.deepmem.nn.Kernels;

/// The shape of the network (section 4 of the paper).
///
/// @param hops hidden layers, at least 1; the first one sees the node alone, so there are `hops -
///   1` rounds of messages
/// @param width of a hidden layer, a multiple of 64
/// @param activation of a hidden layer
/// @param rectifiedEdges whether each edge type's term passes through a ReLU before it is added
/// @param meanPointers whether pointer edges are averaged; else summed
/// @param sharedRounds whether all rounds have the same edge weights
/// @param bytesOnly whether a node is its bytes, 0 to 255, and nothing else: no biases, no segment
///   length, no pointer traits
public record ModelConfig(
    int hops,
    int width,
    Activation activation,
    boolean rectifiedEdges,
    boolean meanPointers,
    boolean sharedRounds,
    boolean bytesOnly) {
  private static final int MAX_HOPS = 16;

  /// The widest that a hidden layer may be.
  public static final int MAX_WIDTH = 512;

  public ModelConfig {
    if (hops < 1 || hops > MAX_HOPS) {
      throw new IllegalArgumentException("hops must be 1 to %d, not %d".formatted(MAX_HOPS, hops));
    }
    if (width < 1 || width > MAX_WIDTH || width % Kernels.PANEL != 0) {
      throw new IllegalArgumentException(
          "width must be a multiple of %d up to %d, not %d"
              .formatted(Kernels.PANEL, MAX_WIDTH, width));
    }
  }

  /// The default: two rounds, 64 wide, ReLU, mean over pointers.
  public static ModelConfig standard() {
    return new ModelConfig(3, 64, Activation.RELU, false, true, false, false);
  }

  /// The paper's: tanh of raw bytes and rectified sums, the same weights in every round.
  public static ModelConfig paper() {
    return new ModelConfig(3, 64, Activation.TANH, true, false, true, true);
  }

  /// The same with another number of hidden layers.
  public ModelConfig withHops(int changed) {
    return new ModelConfig(
        changed, width, activation, rectifiedEdges, meanPointers, sharedRounds, bytesOnly);
  }

  /// The same with hidden layers of another width.
  public ModelConfig withWidth(int changed) {
    return new ModelConfig(
        hops, changed, activation, rectifiedEdges, meanPointers, sharedRounds, bytesOnly);
  }

  /// Rounds of messages between nodes.
  public int rounds() {
    return hops - 1;
  }

  /// Rows of the weights that bytes meet: one a byte, and one a byte that isn't zero.
  public int contentRows() {
    return bytesOnly ? 64 : 128;
  }

  /// What a byte's value is multiplied by.
  public float byteScale() {
    return bytesOnly ? 1f : 1f / 255;
  }

  /// Whether the neighbours of an edge type are averaged.
  public boolean mean(EdgeType type) {
    return meanPointers && (type == EdgeType.LEFT_POINTER || type == EdgeType.RIGHT_POINTER);
  }
}
