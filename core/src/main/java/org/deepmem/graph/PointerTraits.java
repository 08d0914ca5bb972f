package org.deepmem.graph;

/// What is noted of a pointer beside where it leads, in one byte below [#COUNT]: the region that it
/// leads to (2 bits), how near to itself (2 bits), how its target is aligned (2 bits).
///
/// Regions are told without symbols. Where there is a direct map (Linux): direct map, the top 2 GB
/// in which kernel image and modules lie, elsewhere. Where there is none (Windows): the images of
/// kernel and drivers, elsewhere.
public final class PointerTraits {
  /// Number of different values.
  public static final int COUNT = 64;

  private static final int REGION_DIRECT_MAP = 0;
  private static final int REGION_IMAGE = 1;
  private static final int REGION_OTHER = 2;

  /// Where kernel image and modules lie on x86-64: the top 2 GB.
  private static final long IMAGE_START = 0xffff_ffff_8000_0000L;

  private static final int FAR = 0;
  private static final int SELF = 1;
  private static final int NEAR = 2;
  private static final int SAME_PAGE = 3;

  private static final int NEAR_BYTES = 512;

  private final int wordSize;
  private final boolean directMap;
  private final LoadedImages images;

  /// Zeros at an address's end that make the first step of alignment: two words, as in the unit of
  /// an allocator.
  private final int twoWords;

  /// @param directMap whether the system has a direct map
  /// @param images where it hasn't
  PointerTraits(int wordSize, boolean directMap, LoadedImages images) {
    this.wordSize = wordSize;
    this.directMap = directMap;
    this.images = images;
    twoWords = Integer.numberOfTrailingZeros(2 * wordSize);
  }

  /// @param address canonical address at which the pointer stands
  /// @param value the pointer
  /// @param target canonical address that it leads to, or 0 when unknown
  /// @param inDirectMap whether the value is an address in the direct map, where there is one
  byte of(long address, long value, long target, boolean inDirectMap) {
    return (byte)
        (region(value, target, inDirectMap)
            | nearness(address, target) << 2
            | alignment(value) << 4);
  }

  private int region(long value, long target, boolean inDirectMap) {
    if (directMap) {
      boolean inImage = value < 0 && value >= IMAGE_START;
      return inImage ? REGION_IMAGE : inDirectMap ? REGION_DIRECT_MAP : REGION_OTHER;
    }
    return images.contains(target == 0 ? value : target) ? REGION_IMAGE : REGION_OTHER;
  }

  /// An empty list's two words lead to the first of them: both count as leading to itself.
  private int nearness(long address, long target) {
    long distance = Math.abs(target - address);
    if (target == address || target == address - wordSize) {
      return SELF;
    }
    if (distance < NEAR_BYTES) {
      return NEAR;
    }
    return target >>> 12 == address >>> 12 ? SAME_PAGE : FAR;
  }

  private int alignment(long value) {
    int zeros = Long.numberOfTrailingZeros(value);
    return zeros < twoWords ? 0 : zeros < 6 ? 1 : zeros < 12 ? 2 : 3;
  }
}
