package org.deepmem.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A set of page frames, a bit each, that knows how many of its frames lie below another.
final class PageBitmap {
  private final long[] words;

  /// Number of set bits below each word.
  private final long[] ranks;

  /// @param words frame number n is bit n % 64 of word n / 64; not copied
  PageBitmap(long[] words) {
    this.words = words;
    ranks = new long[words.length + 1];
    for (int i = 0; i < words.length; i++) {
      ranks[i + 1] = ranks[i] + Long.bitCount(words[i]);
    }
  }

  /// Words of a bitmap as it lies in a file, a frame's bit in byte number frame / 8.
  ///
  /// @param frames number of bits; positive
  /// @throws MalformedImageException when it doesn't fit into the file
  static long[] words(ImageFile file, long offset, long frames) throws MalformedImageException {
    long bytes = (frames + Byte.SIZE - 1) / Byte.SIZE;
    if (!file.has(offset, bytes) || bytes > Integer.MAX_VALUE - Long.BYTES) {
      throw file.malformed(
          offset,
          "a bitmap of 0x%x bytes doesn't fit into the file's 0x%x; copy it again"
              .formatted(bytes, file.size()));
    }
    long[] words = new long[(int) ((bytes + Long.BYTES - 1) / Long.BYTES)];
    byte[] padded = new byte[words.length * Long.BYTES];
    file.copy(offset, padded, 0, (int) bytes);
    ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
    if (frames % Long.SIZE != 0) {
      words[words.length - 1] &= (1L << frames) - 1;
    }
    return words;
  }

  /// Whether a frame is in the set; any number is allowed.
  boolean contains(long frame) {
    return frame >= 0
        && frame < (long) words.length * Long.SIZE
        && (words[(int) (frame / Long.SIZE)] >>> frame & 1) != 0;
  }

  /// Number of frames of the set below this one, which must be less than the bitmap's length.
  long rank(long frame) {
    int word = (int) (frame / Long.SIZE);
    return ranks[word] + Long.bitCount(words[word] & (1L << frame) - 1);
  }

  /// Number of frames in the set.
  long count() {
    return ranks[words.length];
  }

  /// The first frame at or above this one that is in the set (`wanted`) or isn't; the bitmap's
  /// length when there is none.
  long next(long frame, boolean wanted) {
    long length = (long) words.length * Long.SIZE;
    for (long at = frame; at < length; at = (at / Long.SIZE + 1) * Long.SIZE) {
      long word = words[(int) (at / Long.SIZE)];
      long matches = (wanted ? word : ~word) & -1L << at;
      if (matches != 0) {
        return at / Long.SIZE * Long.SIZE + Long.numberOfTrailingZeros(matches);
      }
    }
    return length;
  }

  /// The memory of the frames: sorted, disjoint, adjacent frames in one run.
  List<PhysicalRun> runs() {
    List<PhysicalRun> runs = new ArrayList<>();
    long length = (long) words.length * Long.SIZE;
    for (long start = next(0, true); start < length; ) {
      long end = next(start, false);
      runs.add(new PhysicalRun(start * MemoryImage.PAGE, (end - start) * MemoryImage.PAGE));
      start = next(end, true);
    }
    return List.copyOf(runs);
  }
}
