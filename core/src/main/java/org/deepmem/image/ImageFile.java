package org.deepmem.image;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A dump's file, mapped whole. Headers are read through it, little-endian and with every bound
/// checked, so that a damaged file always ends in [MalformedImageException].
final class ImageFile implements AutoCloseable {
  private static final ValueLayout.OfShort U16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong U64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Path path;
  private final Arena arena;
  private final MemorySegment bytes;

  private ImageFile(Path path, Arena arena, MemorySegment bytes) {
    this.path = path;
    this.arena = arena;
    this.bytes = bytes;
  }

  /// Maps a file for reading.
  ///
  /// @throws IOException when there is no such file, it is a directory, or may not be read; the
  ///   message says which
  static ImageFile map(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new FileSystemException(
          path.toString(), null, "is a directory; name the dump file itself");
    }
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      return new ImageFile(path, arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena));
    } catch (NoSuchFileException e) {
      arena.close();
      throw explained(new NoSuchFileException(path.toString(), null, "no such file"), e);
    } catch (AccessDeniedException e) {
      arena.close();
      throw explained(new AccessDeniedException(path.toString(), null, "permission denied"), e);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static IOException explained(FileSystemException clear, IOException cause) {
    clear.initCause(cause);
    return clear;
  }

  Path path() {
    return path;
  }

  /// Bytes in the file.
  long size() {
    return bytes.byteSize();
  }

  /// Whether the file has all of these bytes. Any values are allowed.
  boolean has(long offset, long length) {
    return offset >= 0 && length >= 0 && offset <= size() && length <= size() - offset;
  }

  int u8(long offset) throws MalformedImageException {
    require(offset, 1);
    return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, offset));
  }

  int u16(long offset) throws MalformedImageException {
    require(offset, Short.BYTES);
    return Short.toUnsignedInt(bytes.get(U16, offset));
  }

  long u32(long offset) throws MalformedImageException {
    require(offset, Integer.BYTES);
    return Integer.toUnsignedLong(bytes.get(U32, offset));
  }

  long u64(long offset) throws MalformedImageException {
    require(offset, Long.BYTES);
    return bytes.get(U64, offset);
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

  /// Copies bytes that are known to be in the file.
  void copy(long offset, byte[] target, int targetOffset, int length) {
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, target, targetOffset, length);
  }

  /// A fault at an offset of this file, to be thrown.
  MalformedImageException malformed(long offset, String reason) {
    return new MalformedImageException(path, offset, reason);
  }

  private void require(long offset, long length) throws MalformedImageException {
    if (!has(offset, length)) {
      throw malformed(
          offset, "the file ends at 0x%x, in its headers; copy it again".formatted(size()));
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
