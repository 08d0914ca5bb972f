package org.deepmem.lab.attack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.deepmem.graph.KernelPointers;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.Signatures.Mark;
import org.deepmem.paging.AddressSpace;

/// A stretch of virtual memory that is being changed: the aligned words over which it lies, and
/// which of their bytes are its own. Bytes of words that the dump lacks, wholly or in part, aren't.
/// Indices count from the first byte (or word) of the first aligned word.
final class ObjectBytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final AddressSpace space;
  private final int wordSize;
  private final long start;
  private final byte[] before;
  private final byte[] bytes;
  private final BitSet own = new BitSet();

  /// Reads it.
  ///
  /// @param space over the image that is read
  /// @param stretch the bytes that are its own
  ObjectBytes(AddressSpace space, Mark stretch) {
    this.space = space;
    wordSize = space.wordSize();
    start = stretch.address() & -wordSize;
    long end = stretch.address() + stretch.length() + wordSize - 1 & -wordSize;
    before = new byte[(int) (end - start)];
    int from = (int) (stretch.address() - start);
    own.set(from, from + stretch.length());
    for (int at = 0; at < before.length; at = pageEnd(at)) {
      int read = space.read(start + at, before, at, pageEnd(at) - at);
      own.clear(at + (read & -wordSize), pageEnd(at));
    }
    bytes = before.clone();
  }

  /// Index of the first byte in the next page, or of the end.
  int pageEnd(int at) {
    int inPage = (int) (start + at & MemoryImage.PAGE - 1);
    return Math.min(before.length, at + MemoryImage.PAGE - inPage);
  }

  /// Leaves bytes to another object.
  void disown(Mark other) {
    int from = (int) Math.clamp(other.address() - start, 0, bytes.length);
    int to = (int) Math.clamp(other.address() + other.length() - start, 0, bytes.length);
    own.clear(from, to);
  }

  int length() {
    return bytes.length;
  }

  boolean isOwn(int index) {
    return own.get(index);
  }

  byte get(int index) {
    return bytes[index];
  }

  void set(int index, byte value) {
    bytes[index] = value;
  }

  /// Whether the word with this byte is a pointer.
  boolean isPointer(KernelPointers pointers, int index) {
    return pointers.isPointer(word(bytes, index / wordSize));
  }

  long word(int word) {
    return word(bytes, word);
  }

  void setWord(int word, long value) {
    if (wordSize == Long.BYTES) {
      LONG.set(bytes, word * wordSize, value);
    } else {
      INT.set(bytes, word * wordSize, (int) value);
    }
  }

  /// Words that are pointers and wholly its own.
  int[] pointers(KernelPointers pointers) {
    return IntStream.range(0, bytes.length / wordSize)
        .filter(word -> own.nextClearBit(word * wordSize) >= (word + 1) * wordSize)
        .filter(word -> pointers.isPointer(word(word)))
        .toArray();
  }

  /// Its own bytes that lie in no pointer.
  int[] plainBytes(KernelPointers pointers) {
    return own.stream().filter(index -> !isPointer(pointers, index)).toArray();
  }

  /// Where its pages end and begin, from its first byte to its end.
  ///
  /// @param halve whether what lies in one page is cut in the middle
  int[] cuts(boolean halve) {
    int first = own.nextSetBit(0);
    int end = own.length();
    if (first < 0) {
      return new int[0];
    }
    IntStream inside =
        pageEnd(first) < end || !halve
            ? IntStream.iterate(pageEnd(first), at -> at < end, this::pageEnd)
            : IntStream.of((first + end) / 2 & -wordSize).filter(middle -> middle > first);
    return IntStream.concat(IntStream.concat(IntStream.of(first), inside), IntStream.of(end))
        .toArray();
  }

  /// Takes the bytes of another stretch that both have for their own.
  ///
  /// @param from first index
  /// @param to index after the last
  /// @param other as long as this one
  void copy(int from, int to, ObjectBytes other) {
    for (int index = from; index < to; index++) {
      if (own.get(index) && other.own.get(index)) {
        bytes[index] = other.bytes[index];
      }
    }
  }

  private long word(byte[] from, int word) {
    return wordSize == Long.BYTES
        ? (long) LONG.get(from, word * wordSize)
        : (int) INT.get(from, word * wordSize) & 0xffff_ffffL;
  }

  /// Writes the bytes that were changed, and tells what that harmed.
  ///
  /// @param spared as in [Harm]
  Harm store(PatchedImage image, KernelPointers pointers, boolean spared) {
    int changed = 0;
    for (int at = 0; at < bytes.length; ) {
      int end = at;
      while (end < pageEnd(at) && bytes[end] != before[end]) {
        end++;
      }
      if (end > at) {
        image.write(space.physical(start + at), Arrays.copyOfRange(bytes, at, end));
      }
      changed += end - at;
      at = Math.max(end, at + 1);
    }
    int broken =
        (int)
            IntStream.range(0, bytes.length / wordSize)
                .filter(word -> word(before, word) != word(bytes, word))
                .filter(word -> pointers.isPointer(word(before, word)))
                .count();
    return new Harm(changed > 0 ? 1 : 0, changed, broken, spared ? 1 : 0);
  }
}
