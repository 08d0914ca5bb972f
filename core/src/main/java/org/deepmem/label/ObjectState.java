package org.deepmem.label;

/// Whether an object was in use when the dump was taken.
public enum ObjectState {
  /// Allocated.
  LIVE,
  /// Freed, its bytes still those of a valid object.
  RESIDUAL
}
