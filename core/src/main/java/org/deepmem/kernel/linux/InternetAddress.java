package org.deepmem.kernel.linux;

import java.util.StringJoiner;

/// Internet addresses as people write them; IPv6 ones by RFC 5952, with the longest run of zeros
/// left out.
final class InternetAddress {
  private static final int GROUPS = 8;

  private InternetAddress() {}

  /// @param bytes four, in the order of the network
  static String v4(byte[] bytes) {
    StringJoiner text = new StringJoiner(".");
    for (byte part : bytes) {
      text.add(Integer.toString(part & 0xff));
    }
    return text.toString();
  }

  /// @param bytes sixteen, in the order of the network
  static String v6(byte[] bytes) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
    }
    if (isMapped(groups)) {
      return "::ffff:" + v4(new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]});
    }
    int from = 0;
    int length = 0;
    for (int i = 0; i < GROUPS; i++) {
      int zeros = zeros(groups, i);
      if (zeros > length && zeros > 1) {
        from = i;
        length = zeros;
      }
    }
    return length == 0
        ? hex(groups, 0, GROUPS)
        : hex(groups, 0, from) + "::" + hex(groups, from + length, GROUPS);
  }

  private static boolean isMapped(int[] groups) {
    return zeros(groups, 0) == 5 && groups[5] == 0xffff;
  }

  private static int zeros(int[] groups, int from) {
    int at = from;
    while (at < GROUPS && groups[at] == 0) {
      at++;
    }
    return at - from;
  }

  private static String hex(int[] groups, int from, int to) {
    StringJoiner text = new StringJoiner(":");
    for (int i = from; i < to; i++) {
      text.add(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
