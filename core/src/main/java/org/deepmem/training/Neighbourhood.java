package org.deepmem.training;

import org.deepmem.model.ModelConfig;
import org.deepmem.nn.Neighbours;

/// A minibatch: the nodes that are learnt from and all that their hidden layers depend on, numbered
/// anew in the order of their distance.
///
/// @param counts `[hops]`: `counts[d]` nodes lie within d edges of the seeds; `counts[0]` are seeds
/// @param content `[nodes × contentWidth]`
/// @param categories `[nodes × NodeFeatures.PER_NODE]`
/// @param edges for each edge type of the config the rows of the nodes that gather: the first
///   `counts[hops - 2]`
/// @param groups `[seeds]`: rows of the vote mask
/// @param classes `[seeds]`
/// @param freed `[seeds]`
record Neighbourhood(
    int[] counts,
    byte[] content,
    int[] categories,
    Neighbours[] edges,
    int[] groups,
    int[] classes,
    boolean[] freed) {
  /// Nodes of all distances.
  int nodes() {
    return counts[counts.length - 1];
  }

  /// Number of nodes whose hidden layer `layer` (from 0) is needed.
  int rows(ModelConfig config, int layer) {
    return counts[config.hops() - 1 - layer];
  }
}
