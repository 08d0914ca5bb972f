package org.deepmem.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.deepmem.image.MemoryImage;
import org.deepmem.paging.CanonicalPages;

/// Where a Windows kernel and its drivers are loaded: the stretches that the headers of PE images
/// at page starts claim. Needs no symbols. A header that isn't in the dump, or was wiped, only
/// makes its image's pointers look like any others.
final class LoadedImages {
  private static final int BLOCK = 1 << 12;

  /// `MZ`.
  private static final int DOS_MAGIC = 0x5a4d;

  /// `PE`, two NULs.
  private static final int PE_MAGIC = 0x4550;

  /// Offset in the file's header of the offset of the PE header.
  private static final int E_LFANEW = 0x3c;

  /// Offset of `SizeOfImage` in a PE header, 32-bit or 64-bit.
  private static final int SIZE_OF_IMAGE = 0x50;

  /// No kernel image is larger (bytes); a claim beyond it is none.
  private static final int LARGEST = 64 << 20;

  private final long[] starts;
  private final long[] ends;

  private LoadedImages(long[] starts, long[] ends) {
    this.starts = starts;
    this.ends = ends;
  }

  /// No images.
  static LoadedImages none() {
    return new LoadedImages(new long[0], new long[0]);
  }

  /// The images whose first page is among the canonical ones.
  static LoadedImages find(MemoryImage image, CanonicalPages pages) {
    int blocks = (pages.size() + BLOCK - 1) / BLOCK;
    long[][] found =
        IntStream.range(0, blocks)
            .parallel()
            .mapToObj(block -> find(image, pages, block))
            .toArray(long[][]::new);
    long[] claims = Arrays.stream(found).flatMapToLong(Arrays::stream).toArray();
    long[] starts = new long[claims.length / 2];
    long[] ends = new long[starts.length];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = claims[2 * i];
      ends[i] = starts[i] + claims[2 * i + 1];
      if (i > 0) {
        ends[i] = Math.max(ends[i], ends[i - 1]);
      }
    }
    return new LoadedImages(starts, ends);
  }

  /// Whether an address lies in one.
  boolean contains(long virtualAddress) {
    int found = Arrays.binarySearch(starts, virtualAddress);
    int image = found >= 0 ? found : -found - 2;
    return image >= 0 && virtualAddress < ends[image];
  }

  /// Address and size of each image of a block, one after the other.
  private static long[] find(MemoryImage image, CanonicalPages pages, int block) {
    ByteBuffer page = ByteBuffer.allocate(MemoryImage.PAGE).order(ByteOrder.LITTLE_ENDIAN);
    int to = Math.min(pages.size(), (block + 1) * BLOCK);
    return IntStream.range(block * BLOCK, to)
        .mapToObj(index -> claim(image, pages, index, page))
        .flatMapToLong(Arrays::stream)
        .toArray();
  }

  private static long[] claim(MemoryImage image, CanonicalPages pages, int index, ByteBuffer page) {
    long physical = pages.physicalAddress(index);
    if (image.read(physical, page.array(), 0, 2) < 2 || page.getShort(0) != DOS_MAGIC) {
      return new long[0];
    }
    int read = image.read(physical, page.array(), 0, MemoryImage.PAGE);
    int header = read == MemoryImage.PAGE ? page.getInt(E_LFANEW) : -1;
    if (header < 0
        || header > MemoryImage.PAGE - SIZE_OF_IMAGE - 4
        || page.getInt(header) != PE_MAGIC) {
      return new long[0];
    }
    int size = page.getInt(header + SIZE_OF_IMAGE);
    return size > 0 && size <= LARGEST
        ? new long[] {pages.virtualAddress(index), size}
        : new long[0];
  }
}
