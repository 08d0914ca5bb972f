package org.deepmem.paging;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.deepmem.image.MemoryImage;

/// One table of 512 eight-byte entries, and what the bits of an entry mean (Intel SDM volume 3,
/// section 5.5).
final class PageTable {
  static final int ENTRIES = 512;
  static final int ENTRY_SIZE = 8;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long PRESENT = 1;
  private static final long LARGE = 1 << 7;
  private static final long FRAME = 0x000f_ffff_ffff_f000L;

  private PageTable() {}

  /// The entry at an index, or 0 (not present) when the table isn't in the image.
  static long entry(MemoryImage image, long table, int index) {
    byte[] bytes = new byte[ENTRY_SIZE];
    int read = image.read(table + (long) index * ENTRY_SIZE, bytes, 0, ENTRY_SIZE);
    return read == ENTRY_SIZE ? (long) LONG.get(bytes, 0) : 0;
  }

  /// All entries of a table into `entries`; false when any byte of it isn't in the image.
  static boolean read(MemoryImage image, long table, byte[] buffer, long[] entries) {
    if (image.read(table, buffer, 0, MemoryImage.PAGE) != MemoryImage.PAGE) {
      return false;
    }
    for (int i = 0; i < ENTRIES; i++) {
      entries[i] = (long) LONG.get(buffer, i * ENTRY_SIZE);
    }
    return true;
  }

  static boolean present(long entry) {
    return (entry & PRESENT) != 0;
  }

  /// Whether the entry of a table at this level maps a page rather than leads to a table.
  static boolean mapsPage(long entry, int level) {
    return level == 1 || (level <= 3 && (entry & LARGE) != 0);
  }

  /// Bits of a virtual address below the ones that index a table at this level: 12, 21, 30, 39, 48.
  static int shift(int level) {
    return 12 + 9 * (level - 1);
  }

  static int index(long virtualAddress, int level) {
    return (int) (virtualAddress >>> shift(level)) & (ENTRIES - 1);
  }

  /// Physical address of the table or page that an entry names; for a large page the bits below its
  /// size are not part of the address.
  static long frame(long entry, int level) {
    long frame = entry & FRAME;
    return level == 1 ? frame : frame & -(1L << (mapsPage(entry, level) ? shift(level) : 12));
  }
}
