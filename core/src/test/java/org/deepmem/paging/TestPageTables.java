package org.deepmem.paging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.deepmem.image.SparseImage;

/// Writes page tables into an image, a page a call.
public final class TestPageTables {
  /// Present and, under PAE reserved in the top table, writable.
  private static final long FLAGS = 0x3;

  private static final long LARGE = 0x80;

  /// Not present, transition, protection read-write.
  private static final long TRANSITION = 0x880;

  private final SparseImage image;
  private final long root;
  private final int levels;
  private final int indexBits;
  private final int entrySize;
  private long nextTable;

  /// Tables of x86-64.
  ///
  /// @param root physical address of the top table; further tables follow it
  public TestPageTables(SparseImage image, long root, int levels) {
    this(image, root, levels, 9, 8);
  }

  private TestPageTables(SparseImage image, long root, int levels, int indexBits, int entrySize) {
    this.image = image;
    this.root = root;
    this.levels = levels;
    this.indexBits = indexBits;
    this.entrySize = entrySize;
    this.nextTable = (root | 0xfff) + 1;
    image.present(root);
  }

  /// Tables of 32-bit x86 without physical address extension.
  public static TestPageTables x86(SparseImage image, long root) {
    return new TestPageTables(image, root, 2, 10, 4);
  }

  /// Tables of 32-bit x86 with physical address extension.
  public static TestPageTables x86Pae(SparseImage image, long root) {
    return new TestPageTables(image, root, 3, 9, 8);
  }

  /// Maps a 4 KB page.
  public TestPageTables map(long virtualAddress, long physicalAddress) {
    return map(virtualAddress, physicalAddress, 1);
  }

  /// Maps a page by an entry at a level: 1 = 4 KB, 2 = 2 or 4 MB, 3 = 1 GB.
  public TestPageTables map(long virtualAddress, long physicalAddress, int level) {
    long large = level > 1 ? LARGE : 0;
    long frame =
        entrySize == 4
            ? (physicalAddress & 0xffff_ffffL) | physicalAddress >>> 32 << 13
            : physicalAddress;
    return entry(virtualAddress, level, frame | FLAGS | large);
  }

  /// Names a 4 KB page by an entry that Windows has put into transition.
  public TestPageTables transition(long virtualAddress, long physicalAddress) {
    return entry(virtualAddress, 1, physicalAddress | TRANSITION);
  }

  /// Puts the table in which an address's entry of a level lies into transition.
  public TestPageTables transitionOfTable(long virtualAddress, int level) {
    long table = entryAddress(virtualAddress, level) & ~0xfffL;
    return entry(virtualAddress, level + 1, table | TRANSITION);
  }

  /// Writes an entry as it is; tables above it are made.
  public TestPageTables entry(long virtualAddress, int level, long value) {
    put(entryAddress(virtualAddress, level), value);
    return this;
  }

  /// Physical address of the entry for a virtual address at a level; tables above it are made.
  public long entryAddress(long virtualAddress, int level) {
    long table = root;
    for (int above = levels; above > level; above--) {
      long entry = table + entrySize * index(virtualAddress, above);
      long value = get(entry);
      if (value == 0) {
        value = nextTable | FLAGS;
        image.present(nextTable);
        put(entry, value);
        nextTable += 0x1000;
      }
      table = value & 0xf_ffff_ffff_f000L;
    }
    return table + entrySize * index(virtualAddress, level);
  }

  /// Writes an entry of a table anywhere.
  TestPageTables raw(long table, int index, long value) {
    put(table + (long) entrySize * index, value);
    return this;
  }

  private long index(long virtualAddress, int level) {
    long address = entrySize == 4 || levels == 3 ? virtualAddress & 0xffff_ffffL : virtualAddress;
    return (address >>> (12 + indexBits * (level - 1))) & ((1L << indexBits) - 1);
  }

  private void put(long entry, long value) {
    byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    image.put(entry, Arrays.copyOf(bytes, entrySize));
  }

  private long get(long entry) {
    byte[] bytes = new byte[8];
    image.read(entry, bytes, 0, entrySize);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
