package org.deepmem.graph;

/// What is noted of a pointer beside where it leads, in one byte below [#COUNT]: the region that it
/// leads to, whether it leads near itself, and how its value is aligned.
public final class PointerTraits {
  /// Number of different values.
  public static final int COUNT = 64;

  private PointerTraits() {}
}
