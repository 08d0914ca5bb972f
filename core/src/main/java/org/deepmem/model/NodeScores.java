package org.deepmem.model;

/// What the network says of each node.
///
/// @param classes `[nodes]`: the likeliest class; 0 = no key node, `k` = key node `k - 1`
/// @param probabilities `[nodes]`: its probability, in [0, 1]
public record NodeScores(int[] classes, float[] probabilities) {}
