package org.deepmem.symbols;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Fails when more comes than any real symbol file holds: a small file can decompress to anything.
final class LimitedInputStream extends FilterInputStream {
  private final long limit;
  private long left;

  /// @param limit bytes
  LimitedInputStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
    left = limit;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int read) throws IOException {
    left -= read;
    if (left < 0) {
      throw new IOException("more than %d bytes come out".formatted(limit));
    }
  }
}
