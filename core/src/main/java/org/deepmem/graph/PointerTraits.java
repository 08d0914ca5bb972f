package org.deepmem.graph;

/// What is noted of a pointer beside where it leads, in one byte below [#COUNT]: the region that it
/// leads to (2 bits), how near to itself (2 bits), how its target is aligned (2 bits).
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
  private static final int WORD = 8;

  private PointerTraits() {}

  /// @param address canonical address at which the pointer stands
  /// @param value the pointer
  /// @param target canonical address that it leads to, or 0 when unknown
  static byte of(long address, long value, long target, boolean inDirectMap) {
    int region =
        value >= IMAGE_START ? REGION_IMAGE : inDirectMap ? REGION_DIRECT_MAP : REGION_OTHER;
    return (byte) (region | nearness(address, target) << 2 | alignment(value) << 4);
  }

  /// An empty list's two words lead to the first of them: both count as leading to itself.
  private static int nearness(long address, long target) {
    long distance = Math.abs(target - address);
    if (target == address || target == address - WORD) {
      return SELF;
    }
    if (distance < NEAR_BYTES) {
      return NEAR;
    }
    return target >>> 12 == address >>> 12 ? SAME_PAGE : FAR;
  }

  private static int alignment(long value) {
    int zeros = Long.numberOfTrailingZeros(value);
    return zeros < 4 ? 0 : zeros < 6 ? 1 : zeros < 12 ? 2 : 3;
  }
}
