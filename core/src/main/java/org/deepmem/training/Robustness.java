package org.deepmem.training;

/// How training changes what it shows to the network, so that the model withstands such changes in
/// a dump.
///
/// @param noisyNodes share of the nodes in a minibatch some of whose bytes are changed
/// @param noisyBytes highest share of such a node's bytes that are changed; each node draws its own
/// @param droppedEdges share of the (node, edge type) pairs that lose their edges
/// @param droppedTraits share of the nodes whose pointer traits are forgotten
/// @param hiddenLengths share of the nodes that may be key nodes of any length only
public record Robustness(
    float noisyNodes,
    float noisyBytes,
    float droppedEdges,
    float droppedTraits,
    float hiddenLengths) {
  /// Nothing is changed.
  public static final Robustness NONE = new Robustness(0, 0, 0, 0, 0);

  /// The default.
  public static final Robustness STANDARD = new Robustness(0.3f, 0.4f, 0.02f, 0.03f, 0.2f);

  /// The same with all lengths shown.
  public Robustness withLengths() {
    return new Robustness(noisyNodes, noisyBytes, droppedEdges, droppedTraits, 0);
  }
}
