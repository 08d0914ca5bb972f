package org.deepmem.lab.synthesis.world;

import org.deepmem.nn.SeededRandom;

/// Makes the contents of pages that hold no structures. For one thread.
public final class PageContents {
  /// Bytes of a page.
  public static final int PAGE = 4096;

  public PageContents(World world, WindowsSystemTraits traits) {
    this.world = world;
    this.traits = traits;
  }

  private final World world;
  private final WindowsSystemTraits traits;

  /// Fills a page.
  ///
  /// @param page 4096 bytes, all of them written
  public void fill(PageKind kind, byte[] page, PagePointers pointers, SeededRandom random) {
    throw new UnsupportedOperationException(world.name() + traits);
  }
}
