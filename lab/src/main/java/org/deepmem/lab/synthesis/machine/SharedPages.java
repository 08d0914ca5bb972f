package org.deepmem.lab.synthesis.machine;

/// Frames that several processes map: the pages of a DLL, of a section. Write to them through one
/// of the spaces that map them.
public final class SharedPages {
  final int[] frames;

  SharedPages(int[] frames) {
    this.frames = frames;
  }

  /// How many pages.
  public int count() {
    return frames.length;
  }
}
