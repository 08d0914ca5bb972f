package org.deepmem.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The bytes of a dump's file. Headers are read through it, little-endian and with every bound
/// checked, so that a damaged file always ends in [MalformedImageException]. Safe for use by
/// several threads.
abstract class ImageFile implements AutoCloseable {
  private static final VarHandle U64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Path path;

  ImageFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /// Offset after the last byte.
  abstract long size();

  /// Bytes that the file really has, of which each can be memory at one place only.
  long stored() {
    return size();
  }

  /// Number of bytes that can be read from this offset on, 0 outside the file. Any value is
  /// allowed.
  abstract long available(long offset);

  /// Copies bytes that are known to be available.
  ///
  /// @throws UncheckedIOException when they have gone since: cut off, or on a disk that fails
  abstract void copy(long offset, byte[] target, int targetOffset, int length);

  /// As [MemoryImage#checkUnchanged].
  abstract void checkUnchanged() throws IOException;

  @Override
  public abstract void close();

  /// Whether the file has all of these bytes. Any values are allowed.
  boolean has(long offset, long length) {
    return length >= 0 && available(offset) >= length;
  }

  int u8(long offset) throws MalformedImageException {
    return (int) word(offset, Byte.BYTES);
  }

  int u16(long offset) throws MalformedImageException {
    return (int) word(offset, Short.BYTES);
  }

  long u32(long offset) throws MalformedImageException {
    return word(offset, Integer.BYTES);
  }

  long u64(long offset) throws MalformedImageException {
    return word(offset, Long.BYTES);
  }

  /// A copy of `length` bytes.
  byte[] bytes(long offset, int length) throws MalformedImageException {
    require(offset, length);
    byte[] copy = new byte[length];
    copy(offset, copy, 0, length);
    return copy;
  }

  /// ASCII text of at most `length` bytes, up to the first zero byte.
  String text(long offset, int length) throws MalformedImageException {
    String text = new String(bytes(offset, length), StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /// A fault at an offset of this file, to be thrown.
  MalformedImageException malformed(long offset, String reason) {
    return new MalformedImageException(path, offset, reason);
  }

  private long word(long offset, int length) throws MalformedImageException {
    require(offset, length);
    byte[] word = new byte[Long.BYTES];
    copy(offset, word, 0, length);
    return (long) U64.get(word, 0);
  }

  private void require(long offset, long length) throws MalformedImageException {
    if (!has(offset, length)) {
      throw malformed(
          offset, "the file ends at 0x%x, in its headers; copy it again".formatted(size()));
    }
  }
}
