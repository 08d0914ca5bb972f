package org.deepmem.lab.synthesis;

import org.deepmem.lab.synthesis.machine.WindowsSystem;
import org.deepmem.lab.synthesis.world.PagePointers;

/// Pointers of pages that nobody owns any more: plausible, and leading wherever.
final class StalePointers implements PagePointers {
  private final boolean wide;
  private long count;

  StalePointers(WindowsSystem system) {
    wide = system.is64Bit();
  }

  private long next(int bits) {
    count += 0x9e3779b97f4a7c15L;
    long mixed = (count ^ count >>> 29) * 0xbf58476d1ce4e5b9L;
    return mixed >>> (64 - bits) & -8;
  }

  @Override
  public long user() {
    return 0x10000 + next(26);
  }

  @Override
  public long kernel() {
    return wide ? 0xfffffa8000000000L + next(28) : 0x85000000L + next(26);
  }

  @Override
  public long code() {
    return wide ? 0xfffff80002a00000L + next(22) : 0x82a00000L + next(21);
  }
}
