package org.deepmem.training;

/// What one step learns from.
///
/// @param nodes the minibatch
/// @param weights `[columns]`: weight of a node's loss by its class
/// @param scale factor of the summed loss
record Batch(Neighbourhood nodes, float[] weights, float scale) {}
