package org.deepmem.kernel.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.PhysicalSearch;

/// Finds top page tables of 32-bit kernels with physical address extension, in dumps that don't say
/// where one is: a table of the second level whose 2 MB pages map physical memory in order from 0
/// on, and a table of four entries the last of which, for the highest gigabyte, leads there. Every
/// process has such a table; the kernel's own starts a page and maps nothing for user mode, and
/// counts first.
final class PaeTableSearch {
  private static final int ENTRIES = 512;
  private static final long FRAME = 0x000f_ffff_ffff_f000L;
  private static final long PRESENT = 1;
  private static final long LARGE = 1 << 7;
  private static final int LARGE_SHIFT = 21;

  /// Large pages of a direct map, at least: 16 MB.
  private static final int ENOUGH = 8;

  /// Bytes of a top table, and what it is aligned to.
  private static final int TOP = 32;

  /// Bits of a top table's entry that are reserved: 1, 2, 5 to 8.
  private static final long RESERVED = 0x1e6;

  private final MemoryImage image;
  private final byte[] bytes = new byte[MemoryImage.PAGE];
  private final ByteBuffer page = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  PaeTableSearch(MemoryImage image) {
    this.image = image;
  }

  /// What was found, the kernel's own first.
  List<PageTableSearch.Root> roots() {
    Set<Long> directMaps = new HashSet<>();
    PhysicalSearch search = new PhysicalSearch(image);
    search.pages(
        at -> {
          if (load(at) && isDirectMap()) {
            directMaps.add(at);
          }
        });
    List<PageTableSearch.Root> own = new ArrayList<>();
    List<PageTableSearch.Root> processes = new ArrayList<>();
    if (!directMaps.isEmpty()) {
      search.pages(at -> addRoots(at, directMaps, own, processes));
    }
    own.addAll(processes);
    return own;
  }

  private boolean load(long at) {
    return image.read(at, bytes, 0, bytes.length) == bytes.length;
  }

  private boolean isDirectMap() {
    int found = 0;
    for (int i = 0; i < ENTRIES; i++) {
      long entry = page.getLong(i * Long.BYTES);
      if ((entry & (PRESENT | LARGE)) == (PRESENT | LARGE)) {
        if ((entry & FRAME) != (long) i << LARGE_SHIFT) {
          return false;
        }
        found++;
      }
    }
    return found >= ENOUGH;
  }

  private void addRoots(
      long at,
      Set<Long> directMaps,
      List<PageTableSearch.Root> own,
      List<PageTableSearch.Root> processes) {
    if (!load(at)) {
      return;
    }
    for (int table = 0; table < bytes.length; table += TOP) {
      long last = page.getLong(table + 3 * Long.BYTES);
      if ((last & (PRESENT | RESERVED)) == PRESENT && directMaps.contains(last & FRAME)) {
        boolean empty =
            (page.getLong(table) | page.getLong(table + 8) | page.getLong(table + 16)) == 0;
        (table == 0 && empty ? own : processes)
            .add(new PageTableSearch.Root(at + table, LinuxPaging.PAE_3G));
      }
    }
  }
}
