package org.deepmem.image;

/// A stretch of physical memory whose bytes are all present in an image.
///
/// @param start physical address of the first byte
/// @param length bytes, more than 0
public record PhysicalRun(long start, long length) {
  public PhysicalRun {
    if (start < 0 || length <= 0 || start + length < 0) {
      throw new IllegalArgumentException(
          "physical run 0x%x + 0x%x is empty or overflows".formatted(start, length));
    }
  }

  /// Physical address of the first byte after the run.
  public long end() {
    return start + length;
  }

  /// Whether the byte at this physical address is in the run.
  public boolean contains(long physicalAddress) {
    return physicalAddress >= start && physicalAddress < end();
  }
}
