package org.deepmem.model;

/// What the network sees of a node beside its edges.
public enum Input {
  /// Bytes with flags, and what is known of the segment: length, pointer runs, traits, window
  /// ([NodeFeatures]).
  FULL(1f / 255, true, true),
  /// Bytes over 255, and for each a flag where it isn't zero.
  BYTES(1f / 255, true, false),
  /// Bytes over 255.
  SCALED(1f / 255, false, false),
  /// Bytes, 0 to 255, as in the paper.
  RAW(1f, false, false);

  private final float byteScale;
  private final boolean flags;
  private final boolean categories;

  Input(float byteScale, boolean flags, boolean categories) {
    this.byteScale = byteScale;
    this.flags = flags;
    this.categories = categories;
  }

  /// What a byte's value is multiplied by.
  public float byteScale() {
    return byteScale;
  }

  /// Whether bytes that aren't zero have weights of their own.
  public boolean flags() {
    return flags;
  }

  /// Whether a node's categories are seen ([NodeFeatures]).
  public boolean categories() {
    return categories;
  }
}
