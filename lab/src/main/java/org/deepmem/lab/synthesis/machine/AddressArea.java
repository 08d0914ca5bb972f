package org.deepmem.lab.synthesis.machine;

/// A range of kernel addresses that is handed out from its start.
final class AddressArea {
  private final String name;
  private final long start;
  private final long end;
  private long next;

  /// @param end exclusive
  AddressArea(String name, long start, long end) {
    this.name = name;
    this.start = start;
    this.end = end;
    next = start;
  }

  long start() {
    return start;
  }

  /// Exclusive.
  long end() {
    return end;
  }

  /// First address that was never handed out.
  long next() {
    return next;
  }

  /// Address of `pages` pages that nobody has; `gap` unmapped pages stay below them.
  ///
  /// @throws IllegalStateException when the area is spent
  long take(int pages, int gap) {
    long at = next + ((long) gap << 12);
    if (Long.compareUnsigned(at + ((long) pages << 12), end) > 0) {
      throw new IllegalStateException(
          "the %s area 0x%x-0x%x is spent; ask for fewer processes".formatted(name, start, end));
    }
    next = at + ((long) pages << 12);
    return at;
  }
}
