package org.deepmem.kernel.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.PhysicalSearch;

/// Finds top page tables of 64-bit kernels by what they must map, in dumps that don't say where one
/// is: a kernel's image at the top of the address space, by 2 MB pages, below it nothing, and more
/// memory elsewhere. Every process has such a table; their kernel halves are alike. The kernel's
/// own lies in the image that it maps, and counts first.
final class PageTableSearch {
  private static final int ENTRIES = 512;
  private static final long FRAME = 0x000f_ffff_ffff_f000L;
  private static final long PRESENT = 1;
  private static final long LARGE = 1 << 7;
  private static final long LARGE_PAGE = 1 << 21;

  /// The image's gigabyte, 0xffffffff80000000, in the last table but one.
  private static final int IMAGE_ENTRY = 510;

  /// Entries from here on map per-CPU entry areas, firmware, the image and modules, in kernels of 4
  /// and of 5 levels alike.
  private static final int FIXED_AREAS = 508;

  /// Processes' tables that are kept: enough to find one that is whole.
  private static final int MAX_PROCESSES = 16;

  private final MemoryImage image;

  PageTableSearch(MemoryImage image) {
    this.image = image;
  }

  /// A top table.
  ///
  /// @param address physical
  record Root(long address, LinuxPaging paging) {}

  /// What was found, the kernel's own first.
  List<Root> roots() {
    List<Root> own = new ArrayList<>();
    List<Root> processes = new ArrayList<>();
    new PhysicalSearch(image).pages(page -> addRoot(page, own, processes));
    own.addAll(processes);
    return own;
  }

  private void addRoot(long page, List<Root> own, List<Root> processes) {
    long last = entry(page, ENTRIES - 1);
    if ((last & PRESENT) == 0 || (last & LARGE) != 0) {
      return;
    }
    long below = last & FRAME;
    int levels = 4;
    long[] image = imagePages(below);
    if (image.length == 0 && (entry(below, ENTRIES - 1) & PRESENT) != 0) {
      levels = 5;
      image = imagePages(entry(below, ENTRIES - 1) & FRAME);
    }
    if (image.length == 0 || !mapsElsewhere(page, levels)) {
      return;
    }
    boolean inImage = page >= image[0] && page < image[image.length - 1] + LARGE_PAGE;
    if (inImage || processes.size() < MAX_PROCESSES) {
      (inImage ? own : processes)
          .add(new Root(page, levels == 4 ? LinuxPaging.X64_4 : LinuxPaging.X64_5));
    }
  }

  /// Physical addresses of the image's 2 MB pages, in order, when a table of gigabytes maps an
  /// image (and modules and fixed pages after it) and nothing else; empty otherwise.
  private long[] imagePages(long table) {
    long images = entry(table, IMAGE_ENTRY);
    if ((images & PRESENT) == 0 || (images & LARGE) != 0 || entry(table, 0) != 0) {
      return new long[0];
    }
    long[] pages =
        LongStream.of(entries(images & FRAME))
            .filter(entry -> (entry & (PRESENT | LARGE)) == (PRESENT | LARGE))
            .map(entry -> entry & FRAME & -LARGE_PAGE)
            .sorted()
            .toArray();
    return pages.length >= 4 ? pages : new long[0];
  }

  /// Whether a top table maps a direct map, or the like. With 5 levels the last table of the second
  /// kind looks like a top table of 4, but for that.
  private boolean mapsElsewhere(long root, int levels) {
    long[] entries = entries(root);
    int end = levels == 4 ? FIXED_AREAS : ENTRIES - 1;
    for (int i = ENTRIES / 2; i < Math.min(end, entries.length); i++) {
      if ((entries[i] & PRESENT) != 0) {
        return true;
      }
    }
    return false;
  }

  private long entry(long table, int index) {
    byte[] bytes = new byte[8];
    return image.read(table + index * 8L, bytes, 0, 8) < 8
        ? 0
        : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private long[] entries(long table) {
    byte[] bytes = new byte[ENTRIES * 8];
    if (image.read(table, bytes, 0, bytes.length) < bytes.length) {
      return new long[0];
    }
    long[] entries = new long[ENTRIES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(entries);
    return entries;
  }
}
