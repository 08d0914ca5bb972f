package org.deepmem.report.parquet;

import java.io.ByteArrayOutputStream;

/// Repetition or definition levels of a column chunk, at most 3, as [Encoding#RLE] without any
/// bit-packed run: for each run of equal levels twice its length as a varint, and a byte of the
/// level.
final class Levels {
  private final ByteArrayOutputStream runs = new ByteArrayOutputStream();
  private int level;
  private int length;

  void add(int next) {
    if (next != level && length > 0) {
      end();
    }
    level = next;
    length++;
  }

  private void end() {
    int left = length << 1;
    while (left > 0x7f) {
      runs.write(left & 0x7f | 0x80);
      left >>>= 7;
    }
    runs.write(left);
    runs.write(level);
    length = 0;
  }

  /// Adds four bytes of size, then the runs, to a page.
  void writeTo(PlainValues page) {
    if (length > 0) {
      end();
    }
    page.int32(runs.size());
    page.bytes(runs.toByteArray());
  }
}
