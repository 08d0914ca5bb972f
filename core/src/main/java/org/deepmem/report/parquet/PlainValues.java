package org.deepmem.report.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Values in Parquet's plain encoding: little-endian numbers, texts as UTF-8 after four bytes of
/// size, truth values as bits from the lowest on.
final class PlainValues {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int bits;
  private int bitCount;

  /// @param value of a class that a column may have
  void add(Object value) {
    switch (value) {
      case String text -> text(text);
      case Long number -> int64(number);
      case Integer number -> int32(number);
      case Double number -> int64(Double.doubleToLongBits(number));
      case Float number -> int32(Float.floatToIntBits(number));
      case Boolean bit -> bit(bit);
      default -> throw new IllegalArgumentException("no column of " + value.getClass());
    }
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int32(utf8.length);
    bytes(utf8);
  }

  private void int64(long value) {
    int32((int) value);
    int32((int) (value >>> Integer.SIZE));
  }

  void int32(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >>> shift);
    }
  }

  private void bit(boolean value) {
    bits |= (value ? 1 : 0) << bitCount;
    if (++bitCount == Byte.SIZE) {
      endBits();
    }
  }

  private void endBits() {
    out.write(bits);
    bits = 0;
    bitCount = 0;
  }

  void bytes(byte[] bytes) {
    out.writeBytes(bytes);
  }

  /// All of them.
  byte[] toBytes() {
    if (bitCount > 0) {
      endBits();
    }
    return out.toByteArray();
  }
}
