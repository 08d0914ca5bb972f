package org.deepmem.model;

import java.util.Arrays;

/// What the network says of each node.
///
/// @param classes `[nodes]`: the likeliest class; 0 = no key node, `k` = key node `k - 1`
/// @param probabilities `[nodes]`: its probability, in [0, 1]
/// @param states `[nodes]`: the logit of the node's object being live rather than freed, where the
///   class is a key node; infinite from a network that doesn't tell states
public record NodeScores(int[] classes, float[] probabilities, float[] states) {
  /// Scores of a network that doesn't tell states.
  public NodeScores(int[] classes, float[] probabilities) {
    this(classes, probabilities, new float[classes.length]);
    Arrays.fill(states, Float.POSITIVE_INFINITY);
  }
}
