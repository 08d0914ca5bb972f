package org.deepmem.image;

import io.airlift.compress.v3.Decompressor;
import io.airlift.compress.v3.lzo.LzoDecompressor;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Decompresses one page at a time, by the flags of its descriptor. For one thread at a time. All
/// codecs are plain Java, zlib aside, which is the JDK's.
final class PageCodec implements AutoCloseable {
  static final int STORED = 0;
  static final int ZLIB = 1;
  static final int LZO = 2;
  static final int SNAPPY = 4;
  static final int ZSTD = 0x20;

  /// Compressed pages are smaller than a page; what isn't is stored. Codecs may need a little more
  /// room, so that much is allowed.
  static final int LARGEST = 2 * MemoryImage.PAGE;

  private final byte[] compressed = new byte[LARGEST];
  private final byte[] overflow = new byte[1];
  private final Inflater inflater = new Inflater();
  private @Nullable Decompressor lzo;
  private @Nullable Decompressor snappy;
  private @Nullable Decompressor zstd;

  /// Whether these are the flags of a way to compress.
  static boolean knows(int flags) {
    return flags == STORED || flags == ZLIB || flags == LZO || flags == SNAPPY || flags == ZSTD;
  }

  /// Reads a page.
  ///
  /// @param size compressed bytes, from 1 to [#LARGEST], all in the file
  /// @param flags known ones
  /// @param page receives the page
  /// @return what is wrong with the bytes; null when the page was read
  @Nullable String read(ImageFile file, long offset, int size, int flags, byte[] page) {
    if (flags == STORED) {
      if (size != page.length) {
        return "a stored page of %d bytes".formatted(size);
      }
      file.copy(offset, page, 0, size);
      return null;
    }
    file.copy(offset, compressed, 0, size);
    try {
      int got = decompress(flags, size, page);
      return got == page.length ? null : "decompresses to %d bytes, no page".formatted(got);
    } catch (DataFormatException | RuntimeException e) {
      return "%s: %s".formatted(name(flags), firstLine(e));
    }
  }

  private int decompress(int flags, int size, byte[] page) throws DataFormatException {
    return switch (flags) {
      case ZLIB -> inflate(size, page);
      case LZO -> {
        lzo = lzo == null ? new LzoDecompressor() : lzo;
        yield lzo.decompress(compressed, 0, size, page, 0, page.length);
      }
      case SNAPPY -> {
        snappy = snappy == null ? new SnappyJavaDecompressor() : snappy;
        yield snappy.decompress(compressed, 0, size, page, 0, page.length);
      }
      case ZSTD -> {
        zstd = zstd == null ? new ZstdJavaDecompressor() : zstd;
        yield zstd.decompress(compressed, 0, size, page, 0, page.length);
      }
      default -> throw new IllegalArgumentException("flags 0x%x".formatted(flags));
    };
  }

  /// Inflates to the end of the stream, where zlib compares the checksum.
  private int inflate(int size, byte[] page) throws DataFormatException {
    inflater.reset();
    inflater.setInput(compressed, 0, size);
    int got = 0;
    while (!inflater.finished()) {
      boolean full = got == page.length;
      int part = full ? inflater.inflate(overflow) : inflater.inflate(page, got, page.length - got);
      got += part;
      if (part == 0 && !inflater.finished() || got > page.length) {
        throw new DataFormatException("the stream doesn't end with the page");
      }
    }
    return got;
  }

  private static String name(int flags) {
    return switch (flags) {
      case ZLIB -> "zlib";
      case LZO -> "lzo";
      case SNAPPY -> "snappy";
      default -> "zstd";
    };
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("corrupt");
  }

  @Override
  public void close() {
    inflater.end();
  }
}
