package org.deepmem.model;

/// What a node's sum passes through.
public enum Activation {
  /// max(x, 0).
  RELU,
  /// Hyperbolic tangent.
  TANH
}
