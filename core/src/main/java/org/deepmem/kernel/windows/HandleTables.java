package org.deepmem.kernel.windows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.KernelReader;
import org.deepmem.symbols.StructMember;

/// Reads `_HANDLE_TABLE`s of up to three levels: pages of entries, pages of pointers to those, and
/// a page of pointers to these. Each page is read once, so that tables that lead to themselves end.
/// For one thread.
final class HandleTables {
  private static final String TABLE = "_HANDLE_TABLE";
  private static final String ENTRY = "_HANDLE_TABLE_ENTRY";
  private static final int LEVEL_BITS = 3;
  private static final int HIGHEST_LEVEL = 2;

  /// Bits below which an entry of the older form keeps its lock and attributes.
  private static final long ATTRIBUTE_BITS = 7;

  /// Pages that one table may have: 16 million handles, the most that Windows allows.
  private static final int MOST_PAGES = (1 << 16) + 256;

  private final KernelReader kernel;
  private final int entrySize;
  private final StructMember pointer;
  private final boolean packed;
  private final Set<Long> tables = new HashSet<>();
  private final Set<Long> seen = new HashSet<>();
  private int damaged;

  HandleTables(KernelReader kernel) {
    this.kernel = kernel;
    entrySize = Math.max(kernel.wordSize(), kernel.size(ENTRY).orElse(2 * kernel.wordSize()));
    StructMember bits = kernel.types().member(ENTRY, "ObjectPointerBits").orElse(null);
    packed = bits != null && bits.bitSize() > 0;
    pointer =
        packed && bits != null
            ? bits
            : kernel
                .types()
                .member(ENTRY, "Object")
                .orElse(new StructMember("Object", 0, kernel.wordSize(), 0, 0, ""));
  }

  /// What the used entries of a table lead to: object headers, or the objects themselves in the
  /// table of processes and threads (PspCidTable).
  ///
  /// @param table address of a `_HANDLE_TABLE`
  Set<Long> of(long table) {
    Set<Long> targets = new LinkedHashSet<>();
    int code = kernel.offset(TABLE, "TableCode");
    if (table == 0
        || code == KernelReader.ABSENT
        || !kernel.readable(table + code, kernel.wordSize())) {
      return targets;
    }
    if (!tables.add(table)) {
      return targets; // processes may share one, as Idle does with System
    }
    long value = kernel.pointer(table + code);
    int level = (int) value & LEVEL_BITS;
    if (level > HIGHEST_LEVEL) {
      damaged++;
      return targets;
    }
    int[] pages = {MOST_PAGES};
    page(value & ~(long) LEVEL_BITS, level, targets, pages);
    return targets;
  }

  private void page(long address, int level, Set<Long> targets, int[] pages) {
    if ((address & MemoryImage.PAGE - 1) != 0
        || pages[0]-- <= 0
        || !kernel.readable(address, 1)
        || !seen.add(address)) {
      damaged++;
      return;
    }
    if (level == 0) {
      for (int at = entrySize; at + entrySize <= MemoryImage.PAGE; at += entrySize) {
        long target = target(address + at);
        if (target != 0) {
          targets.add(target);
        }
      }
      return;
    }
    for (int at = 0; at < MemoryImage.PAGE; at += kernel.wordSize()) {
      long below = kernel.pointer(address + at);
      if (below != 0) {
        page(below, level - 1, targets, pages);
      }
    }
  }

  /// What an entry leads to; 0 when it is free.
  private long target(long entry) {
    if (!packed) {
      return kernel.pointer(entry + pointer.offset()) & ~ATTRIBUTE_BITS;
    }
    boolean wide = kernel.wordSize() == Long.BYTES;
    long storage = kernel.pointer(entry + pointer.offset());
    int width = wide ? Long.SIZE : Integer.SIZE;
    long bits =
        storage
            << Long.SIZE - pointer.bitOffset() - pointer.bitSize()
            >> Long.SIZE - pointer.bitSize();
    int low = (wide ? 48 : width) - pointer.bitSize();
    return wide ? bits << low : bits << low & 0xffff_ffffL;
  }

  /// What went wrong, a line.
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (damaged > 0) {
      warnings.add(
          "%d pages of handle tables are missing, misplaced or met twice; their handles are left out"
              .formatted(damaged));
    }
    return warnings;
  }
}
