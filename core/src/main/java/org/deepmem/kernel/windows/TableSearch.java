package org.deepmem.kernel.windows;

import static org.deepmem.image.MemoryImage.PAGE;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PhysicalRun;

/// Finds Windows' top page tables in one pass over physical memory: by an entry that names the
/// table itself, as the memory manager sees its tables in its own address space, and by the header
/// of the System process, which says where its table is.
final class TableSearch {
  /// Tables of one form that are kept; every process has one, and one that is whole is enough.
  private static final int MAX_TABLES = 64;

  /// Groups of four that look like a PAE top table; they are kept until their directories are met.
  private static final int MAX_PAE_TABLES = 1 << 16;

  private static final int CHUNK = 256 * PAGE;
  private static final long FRAME = 0x000f_ffff_ffff_f000L;
  private static final long PRESENT = 1;
  private static final long LARGE = 1 << 7;
  private static final long USER = 1 << 2;

  /// In the directory of the last gigabyte, the entries that map the directories at 0xc0600000.
  private static final int PAE_SELF = 0;

  /// In a page directory without PAE, the entry that maps the tables at 0xc0000000.
  private static final int X86_SELF = 0x300;

  /// Bits that must be clear in an entry of a PAE top table, present being bit 0.
  private static final long PAE_RESERVED = 0xffff_fff0_0000_01e6L;

  /// Where `_KPROCESS` has its DirectoryTableBase, in every version from XP to 11.
  private static final int TABLE_BASE_32 = 0x18;

  private static final int TABLE_BASE_64 = 0x28;

  /// A dispatcher header of a process: type 3, size in words in the third byte.
  private static final int PROCESS_HEADER = 0x0000_0003;

  private static final int PROCESS_HEADER_MASK = 0xff00_ffff;
  private static final int LEAST_WORDS = 1;
  private static final int NAME_FROM = 0x100;
  private static final int NAME_TO = 0x700;
  private static final byte[] SYSTEM = "System\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final long SYSTEM_NAME;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  static {
    SYSTEM_NAME = (long) LONG.get(SYSTEM, 0);
  }

  private final MemoryImage image;
  private final Set<Long> x64 = new LinkedHashSet<>();
  private final Set<Long> x86 = new LinkedHashSet<>();
  private final Map<Long, Long> paeDirectories = new LinkedHashMap<>();
  private final List<PaeTable> paeTables = new ArrayList<>();
  private final Set<Long> system = new LinkedHashSet<>();

  /// A top table that was found.
  ///
  /// @param paging the processor's mode in which it is one
  /// @param address physical
  /// @param source how it was found, for people
  record Root(Paging paging, long address, String source) {}

  private record PaeTable(long address, long first, long last) {}

  TableSearch(MemoryImage image) {
    this.image = image;
  }

  /// Top tables, the System process's first, at most a few of each form.
  List<Root> roots() {
    for (PhysicalRun run : image.runs()) {
      search(run);
    }
    Set<Long> pae = new LinkedHashSet<>();
    for (PaeTable table : paeTables) {
      Long first = paeDirectories.get(table.last());
      if (first != null && first == table.first() && pae.size() < MAX_TABLES) {
        pae.add(table.address());
      }
    }
    List<Root> roots = new ArrayList<>();
    add(roots, Paging.X64, x64);
    add(roots, Paging.X86_PAE, pae);
    add(roots, Paging.X86, x86);
    roots.sort(
        (a, b) -> Boolean.compare(system.contains(b.address()), system.contains(a.address())));
    return roots;
  }

  private void add(List<Root> roots, Paging paging, Set<Long> tables) {
    for (long table : tables) {
      String source =
          system.contains(table) ? "System process's page table" : "page table that maps itself";
      roots.add(new Root(paging, table, "%s at physical 0x%x".formatted(source, table)));
    }
  }

  private void search(PhysicalRun run) {
    byte[] chunk = new byte[CHUNK + NAME_TO + 2 * Long.BYTES];
    long first = (run.start() + PAGE - 1) & -PAGE;
    for (long at = first; at < run.end(); at += CHUNK) {
      int length = image.read(at, chunk, 0, (int) Math.min(chunk.length, run.end() - at));
      Arrays.fill(chunk, length, chunk.length, (byte) 0);
      int pages = Math.min(CHUNK, length) / PAGE;
      for (int page = 0; page < pages; page++) {
        tables(chunk, page * PAGE, at + page * (long) PAGE);
        processes(chunk, page * PAGE);
      }
    }
  }

  private void tables(byte[] chunk, int from, long address) {
    if (namesItselfX64(chunk, from, address) && x64.size() < MAX_TABLES) {
      x64.add(address);
    }
    int self = (int) INT.get(chunk, from + 4 * X86_SELF);
    if ((self & 0xffff_f000L) == address && (self & (PRESENT | LARGE | USER)) == PRESENT) {
      if (x86.size() < MAX_TABLES) {
        x86.add(address);
      }
    }
    long fourth = (long) LONG.get(chunk, from + 8 * (PAE_SELF + 3));
    if ((fourth & FRAME) == address && (fourth & (PRESENT | LARGE)) == PRESENT) {
      paeDirectories.put(address, (long) LONG.get(chunk, from) & FRAME);
    }
    for (int at = from; at < from + PAGE && paeTables.size() < MAX_PAE_TABLES; at += 32) {
      if (isPaeTable(chunk, at)) {
        paeTables.add(
            new PaeTable(
                address + at - from,
                (long) LONG.get(chunk, at) & FRAME,
                (long) LONG.get(chunk, at + 24) & FRAME));
      }
    }
  }

  private static boolean namesItselfX64(byte[] chunk, int from, long address) {
    for (int entry = 256; entry < 512; entry++) {
      long value = (long) LONG.get(chunk, from + 8 * entry);
      if ((value & FRAME) == address && (value & (PRESENT | LARGE | USER)) == PRESENT) {
        return true;
      }
    }
    return false;
  }

  /// Four present entries that name different frames and have no reserved bit set.
  private static boolean isPaeTable(byte[] chunk, int at) {
    long all = PRESENT;
    long any = 0;
    for (int i = 0; i < 32; i += 8) {
      long entry = (long) LONG.get(chunk, at + i);
      all &= entry;
      any |= entry;
    }
    return (all & PRESENT) != 0
        && (any & PAE_RESERVED) == 0
        && (long) LONG.get(chunk, at) != (long) LONG.get(chunk, at + 24);
  }

  /// Notes the page tables of processes named System.
  private void processes(byte[] chunk, int from) {
    for (int at = from; at < from + PAGE; at += 8) {
      int header = (int) INT.get(chunk, at);
      if ((header & PROCESS_HEADER_MASK) == PROCESS_HEADER
          && (header >>> 16) >= LEAST_WORDS
          && isNamedSystem(chunk, at)
          && system.size() < MAX_TABLES) {
        long wide = (long) LONG.get(chunk, at + TABLE_BASE_64);
        long narrow = (int) INT.get(chunk, at + TABLE_BASE_32) & 0xffff_ffffL;
        if (wide != 0 && (wide & ~FRAME & ~0xfffL) == 0) {
          system.add(wide & FRAME);
        }
        if (narrow != 0 && (narrow & 31) == 0) {
          system.add(narrow);
        }
      }
    }
  }

  private static boolean isNamedSystem(byte[] chunk, int at) {
    for (int name = at + NAME_FROM; name < at + NAME_TO; name += 4) {
      if ((long) LONG.get(chunk, name) == SYSTEM_NAME) {
        return true;
      }
    }
    return false;
  }
}
