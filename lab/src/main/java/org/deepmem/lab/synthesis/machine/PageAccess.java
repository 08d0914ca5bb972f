package org.deepmem.lab.synthesis.machine;

/// What a user page may be used for.
public enum PageAccess {
  READ(1, PageEntry.NO_EXECUTE),
  READ_WRITE(4, PageEntry.WRITE | PageEntry.DIRTY | PageEntry.TRANSITION | PageEntry.NO_EXECUTE),
  EXECUTE_READ(3, 0),
  COPY_ON_WRITE(5, PageEntry.COPY_ON_WRITE | PageEntry.NO_EXECUTE);

  private final int protection;
  private final long bits;

  PageAccess(int protection, long bits) {
    this.protection = protection;
    this.bits = bits;
  }

  /// Windows' five-bit code, as entries that aren't valid have it and _MMVAD_FLAGS.
  public int protection() {
    return protection;
  }

  /// Bits of a valid user entry.
  long bits() {
    return bits | PageEntry.VALID | PageEntry.USER | PageEntry.ACCESSED;
  }
}
