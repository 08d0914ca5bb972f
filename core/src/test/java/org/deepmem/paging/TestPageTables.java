package org.deepmem.paging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.deepmem.image.SparseImage;

/// Writes x86-64 page tables into an image, a page a call.
public final class TestPageTables {
  /// Present and writable.
  private static final long FLAGS = 0x3;

  private static final long LARGE = 0x80;

  private final SparseImage image;
  private final long root;
  private final int levels;
  private long nextTable;

  /// @param root physical address of the top table; further tables follow it
  public TestPageTables(SparseImage image, long root, int levels) {
    this.image = image;
    this.root = root;
    this.levels = levels;
    this.nextTable = root + 0x1000;
    image.present(root);
  }

  /// Maps a 4 KB page.
  public TestPageTables map(long virtualAddress, long physicalAddress) {
    return map(virtualAddress, physicalAddress, 1);
  }

  /// Maps a page by an entry at a level: 1 = 4 KB, 2 = 2 MB, 3 = 1 GB.
  public TestPageTables map(long virtualAddress, long physicalAddress, int level) {
    long entry = entryAddress(virtualAddress, level);
    image.put(entry, physicalAddress | FLAGS | (level > 1 ? LARGE : 0));
    return this;
  }

  /// Physical address of the entry for a virtual address at a level; tables above it are made.
  public long entryAddress(long virtualAddress, int level) {
    long table = root;
    for (int above = levels; above > level; above--) {
      long entry = table + 8L * ((virtualAddress >>> (12 + 9 * (above - 1))) & 511);
      byte[] bytes = new byte[8];
      image.read(entry, bytes, 0, 8);
      long value = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (value == 0) {
        value = nextTable | FLAGS;
        image.present(nextTable).put(entry, value);
        nextTable += 0x1000;
      }
      table = value & ~0xfffL;
    }
    return table + 8L * ((virtualAddress >>> (12 + 9 * (level - 1))) & 511);
  }
}
