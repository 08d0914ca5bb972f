package org.deepmem.lab.attack;

import java.util.OptionalLong;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.Structure;
import org.deepmem.kernel.Structures;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.paging.VirtualMemory;

/// Windows' table of process and thread numbers (PspCidTable): a `_HANDLE_TABLE` whose entries lead
/// to the objects themselves. An entry is found by the number, as the kernel finds it.
final class NumberTable {
  private static final String ENTRY = "_HANDLE_TABLE_ENTRY";

  /// Numbers go up in fours.
  private static final int STEP = 4;

  /// Bits of the table's code that say how many levels of pages are above the entries.
  private static final long LEVEL_BITS = 3;

  private final Structures structures;
  private final long table;
  private final int entrySize;
  private final int perLeaf;

  /// @throws org.deepmem.symbols.MissingSymbolException when the symbols don't name the table
  NumberTable(Kernel kernel) throws AbsentMemoryException {
    structures = new Structures(new VirtualMemory(kernel.space()), kernel.types());
    table = structures.memory().pointer(kernel.symbols().require("PspCidTable"));
    entrySize = structures.type(ENTRY).size();
    perLeaf = MemoryImage.PAGE / entrySize;
  }

  /// Bytes of an entry.
  int entrySize() {
    return entrySize;
  }

  /// Virtual address of the entry of a number; empty where the table has none that leads to the
  /// object.
  OptionalLong entryOf(long number, long object) throws AbsentMemoryException {
    long code = structures.at("_HANDLE_TABLE", table).pointer("TableCode");
    int level = (int) (code & LEVEL_BITS);
    long slot = number / STEP;
    long page = code & ~LEVEL_BITS;
    long leaf = slot / perLeaf;
    int word = structures.memory().space().wordSize();
    long fanOut = MemoryImage.PAGE / word;
    if (leaf >= Math.powExact(fanOut, level)) {
      return OptionalLong.empty();
    }
    for (int above = level; above > 0 && page != 0; above--) {
      long index = leaf / Math.powExact(fanOut, above - 1) % fanOut;
      page = structures.memory().pointer(page + index * word);
    }
    long entry = page + slot % perLeaf * entrySize;
    return page != 0 && leadsTo(structures.at(ENTRY, entry), object)
        ? OptionalLong.of(entry)
        : OptionalLong.empty();
  }

  /// An entry has an address without its low bits, in which it keeps others; a newer one has as
  /// many of its bits as matter.
  private static boolean leadsTo(Structure entry, long object) throws AbsentMemoryException {
    if (!entry.has("ObjectPointerBits")) {
      return (entry.pointer("Object") & ~7L) == object;
    }
    int bits = entry.type().member("ObjectPointerBits").bitSize();
    int dropped = 48 - bits;
    return entry.unsigned("ObjectPointerBits") == (object >>> dropped & (1L << bits) - 1);
  }
}
