package org.deepmem.kernel;

import java.util.Arrays;

/// Patterns and little-endian values in arrays.
public final class Bytes {
  private Bytes() {}

  /// Index of the first occurrence of a pattern at or after `from`, or -1.
  public static int indexOf(byte[] bytes, byte[] pattern, int from) {
    return indexOf(bytes, pattern, from, bytes.length - pattern.length);
  }

  /// The same, starting at `last` at the latest.
  public static int indexOf(byte[] bytes, byte[] pattern, int from, int last) {
    byte first = pattern[0];
    byte second = pattern[1];
    for (int i = from; i <= last; i++) {
      if (bytes[i] == first
          && bytes[i + 1] == second
          && Arrays.equals(bytes, i, i + pattern.length, pattern, 0, pattern.length)) {
        return i;
      }
    }
    return -1;
  }

  /// A 32-bit value.
  public static int int32(byte[] bytes, int at) {
    return bytes[at] & 0xff
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }
}
