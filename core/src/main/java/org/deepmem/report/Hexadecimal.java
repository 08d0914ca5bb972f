package org.deepmem.report;

import java.util.HexFormat;

/// Addresses as people and programs read them.
final class Hexadecimal {
  private Hexadecimal() {}

  /// Sixteen digits after `0x`.
  static String of(long value) {
    return "0x" + HexFormat.of().toHexDigits(value);
  }
}
