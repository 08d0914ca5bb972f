package org.deepmem.paging;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.deepmem.image.MemoryImage;

/// How the page tables of a CPU mode lie in memory, and what the bits of an entry mean (Intel SDM
/// volume 3, sections 5.3 to 5.5). Levels count from 1, the tables whose entries map 4 KB pages.
///
/// @param levels of tables
/// @param wordSize bytes in a virtual address, 4 or 8
/// @param entrySize bytes in an entry, 4 or 8
/// @param indexBits bits of a virtual address that index a table below the top
/// @param topEntries entries of the top table
/// @param largestPage highest level whose entries may map a page
/// @param selfMapLevel level of the tables in which Windows refers to the top of the tables, so
///   that they appear in the address space
/// @param frameMask bits of a present entry that are a physical address
/// @param kernelStart lowest address of the kernel's half: a multiple of what a top entry maps
/// @param transitionMask the same of an entry in transition; 0 where there are none such
record TableFormat(
    int levels,
    int wordSize,
    int entrySize,
    int indexBits,
    int topEntries,
    int largestPage,
    int selfMapLevel,
    long frameMask,
    long kernelStart,
    long transitionMask) {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /// Lowest address of the upper half of a 32-bit space.
  static final long UPPER_HALF = 0x8000_0000L;

  private static final int PAGE_SHIFT = 12;
  private static final long PRESENT = 1;
  private static final long LARGE = 1 << 7;
  private static final long PROTOTYPE = 1 << 10;
  private static final long TRANSITION = 1 << 11;

  /// With 4-byte entries, bits 13 to 20 of a large page's entry are bits 32 to 39 of its address.
  private static final long PSE36 = 0x1f_e000;

  private static final int PSE36_SHIFT = 32 - 13;

  static TableFormat x64(int levels, InvalidEntries invalid) {
    return new TableFormat(
        levels,
        8,
        8,
        9,
        512,
        3,
        levels,
        bits(12, 52),
        -1L << 11 + 9 * levels,
        transitionMask(invalid, 45));
  }

  static TableFormat x86Pae(InvalidEntries invalid, long kernelStart) {
    return new TableFormat(
        3, 4, 8, 9, 4, 2, 2, bits(12, 52), kernelStart, transitionMask(invalid, 38));
  }

  static TableFormat x86(InvalidEntries invalid, long kernelStart) {
    return new TableFormat(
        2, 4, 4, 10, 1024, 2, 2, bits(12, 32), kernelStart, transitionMask(invalid, 32));
  }

  private static long transitionMask(InvalidEntries invalid, int addressBits) {
    return switch (invalid) {
      case ABSENT -> 0;
      case WINDOWS_TRANSITION -> bits(PAGE_SHIFT, addressBits);
    };
  }

  /// Bits from `low` inclusive to `high` exclusive.
  private static long bits(int low, int high) {
    return (1L << high) - (1L << low);
  }

  /// Number of entries of a table.
  int entries(int level) {
    return level == levels ? topEntries : 1 << indexBits;
  }

  /// The entry at an index, or 0 (not present) when it isn't in the image.
  long entry(MemoryImage image, long table, int index) {
    byte[] bytes = new byte[entrySize];
    int read = image.read(table + (long) index * entrySize, bytes, 0, entrySize);
    return read == entrySize ? value(bytes, 0) : 0;
  }

  /// All entries of a table into `entries`, 0 for those that aren't in the image.
  ///
  /// @param buffer of a page's size
  /// @return whether the image has all
  boolean read(MemoryImage image, long table, int level, byte[] buffer, long[] entries) {
    int size = entries(level) * entrySize;
    int read = image.read(table, buffer, 0, size);
    Arrays.fill(buffer, read - read % entrySize, size, (byte) 0);
    for (int i = 0; i < entries(level); i++) {
      entries[i] = value(buffer, i * entrySize);
    }
    return read == size;
  }

  private long value(byte[] bytes, int at) {
    return entrySize == 8 ? (long) LONG.get(bytes, at) : (int) INT.get(bytes, at) & 0xffff_ffffL;
  }

  /// Whether an entry maps a page or leads to a table.
  boolean present(long entry) {
    return (entry & PRESENT) != 0 || inTransition(entry);
  }

  private boolean inTransition(long entry) {
    return transitionMask != 0 && (entry & (PRESENT | PROTOTYPE | TRANSITION)) == TRANSITION;
  }

  /// Whether the entry of a table at this level maps a page rather than leads to a table.
  boolean mapsPage(long entry, int level) {
    return level == 1 || (level <= largestPage && (entry & (LARGE | PRESENT)) == (LARGE | PRESENT));
  }

  /// Bits of a virtual address below the ones that index a table at this level; so also the base-2
  /// logarithm of what one of its entries maps.
  int shift(int level) {
    return PAGE_SHIFT + indexBits * (level - 1);
  }

  int index(long virtualAddress, int level) {
    return (int) (virtualAddress >>> shift(level)) & (entries(level) - 1);
  }

  /// Physical address of the table or page that an entry names; for a large page the bits below its
  /// size are not part of the address.
  long frame(long entry, int level) {
    if ((entry & PRESENT) == 0) {
      return entry & transitionMask;
    }
    if (level == 1 || !mapsPage(entry, level)) {
      return entry & frameMask;
    }
    long frame = entry & frameMask & -(1L << shift(level));
    return entrySize == 8 ? frame : frame | (entry & PSE36) << PSE36_SHIFT;
  }
}
