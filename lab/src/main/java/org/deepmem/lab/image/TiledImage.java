package org.deepmem.lab.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.image.PhysicalRun;
import org.deepmem.lab.LabException;
import org.deepmem.paging.CanonicalPages;
import org.deepmem.paging.MappedRun;
import org.deepmem.paging.X64AddressSpace;

/// A machine with much memory, made of one with little: the memory of a 64-bit Linux, and from 4 GB
/// on copies of it, mapped by the direct map. In a copy, pointers into the direct map lead to the
/// copy itself; others lead where they led. The kernel's image isn't copied: no kernel has two.
///
/// It is for measuring how cost grows with size: a copy's objects are real, their number isn't.
public final class TiledImage extends DerivedImage {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long GIGABYTE = 1L << 30;

  /// Where copies begin; a PC has devices below.
  private static final long FIRST_COPY = 4 * GIGABYTE;

  private static final int ENTRIES = 512;
  private static final long FRAME = 0x000f_ffff_ffff_f000L;

  /// Present, writable, accessed, dirty, of a large page, global.
  private static final long LARGE_PAGE = 0x1e3;

  /// Where a 64-bit Linux maps its image (Documentation/arch/x86/x86_64/mm.rst).
  private static final long KERNEL_IMAGE = 0xffff_ffff_8000_0000L;

  private final long directMap;

  /// Bytes from one copy to the next, whole gigabytes.
  private final long stride;

  private final long table;
  private final byte[] entries = new byte[PAGE];
  private final List<PhysicalRun> runs;

  /// Repeats a machine's memory.
  ///
  /// @param space of the original
  /// @param copies beside the original
  /// @throws LabException when the space isn't one that can be repeated so often
  public TiledImage(X64AddressSpace space, int copies) throws LabException {
    super(space.image());
    directMap = CanonicalPages.of(space).directMapDelta().orElse(0);
    if (space.levels() != 4 || directMap == 0 || directMap % GIGABYTE != 0) {
      throw refused("its direct map doesn't start at a multiple of 1 GB");
    }
    List<PhysicalRun> copied = copied(space);
    stride =
        Math.ceilDiv(copied.stream().mapToLong(PhysicalRun::end).max().orElse(1), GIGABYTE)
            * GIGABYTE;
    int first = (int) (directMap / GIGABYTE % ENTRIES + ENTRIES) % ENTRIES;
    long last = first + (FIRST_COPY + copies * stride) / GIGABYTE;
    if (last > ENTRIES) {
      throw refused("its direct map has room for %,d GB".formatted(ENTRIES - first));
    }
    table = tableOf(space);
    original.read(table, entries, 0, PAGE);
    for (long at = FIRST_COPY; at < FIRST_COPY + copies * stride; at += GIGABYTE) {
      int entry = first + (int) (at / GIGABYTE);
      LONG.set(entries, entry * Long.BYTES, at | LARGE_PAGE);
    }
    List<PhysicalRun> all = new ArrayList<>(below4Gigabytes());
    for (int copy = 0; copy < copies; copy++) {
      long moved = FIRST_COPY + copy * stride;
      copied.forEach(run -> all.add(new PhysicalRun(moved + run.start(), run.length())));
    }
    runs = List.copyOf(all);
  }

  private LabException refused(String why) {
    return new LabException(
        "%s: can't be repeated: %s; take the dump of a 64-bit Linux with less than 4 GB"
            .formatted(original.path(), why));
  }

  private List<PhysicalRun> below4Gigabytes() throws LabException {
    if (original.end() > FIRST_COPY) {
      throw refused("its memory reaches beyond 4 GB");
    }
    return original.runs();
  }

  /// What is copied: all that the direct map maps, but not the kernel's image, nor the ROM at the
  /// end of the first 4 GB.
  private List<PhysicalRun> copied(X64AddressSpace space) {
    List<PhysicalRun> image = new ArrayList<>();
    long mapped = 0;
    for (MappedRun run : space.kernelRuns()) {
      if (Long.compareUnsigned(run.virtualAddress(), KERNEL_IMAGE) >= 0) {
        image.add(new PhysicalRun(run.physicalAddress(), run.length()));
      } else if (run.virtualAddress() - run.physicalAddress() == directMap) {
        mapped = Math.max(mapped, run.physicalAddress() + run.length());
      }
    }
    List<PhysicalRun> copied = new ArrayList<>();
    for (PhysicalRun run : original.runs()) {
      long end = Math.min(run.end(), mapped);
      long from = Math.ceilDiv(run.start(), PAGE) * PAGE;
      for (long at = from; at + PAGE <= end; at += PAGE) {
        if (contains(image, at)) {
          add(copied, from, at);
          from = at + PAGE;
        }
      }
      add(copied, from, Math.floorDiv(end, PAGE) * PAGE);
    }
    return copied;
  }

  private static void add(List<PhysicalRun> runs, long from, long to) {
    if (from < to) {
      runs.add(new PhysicalRun(from, to - from));
    }
  }

  private static boolean contains(List<PhysicalRun> runs, long address) {
    return runs.stream().anyMatch(run -> run.contains(address));
  }

  /// Physical address of the table whose entries map a gigabyte of the direct map each.
  private long tableOf(X64AddressSpace space) throws LabException {
    byte[] entry = new byte[Long.BYTES];
    long index = directMap >>> 39 & ENTRIES - 1;
    int read = original.read(space.root() + index * Long.BYTES, entry, 0, Long.BYTES);
    long table = (long) LONG.get(entry, 0) & FRAME;
    if (read < Long.BYTES || original.read(table, entries, 0, PAGE) < PAGE) {
      throw refused("the tables of its direct map aren't in the dump");
    }
    return table;
  }

  @Override
  public int read(long physicalAddress, byte[] target, int offset, int length) {
    byte[] page = new byte[PAGE];
    int done = 0;
    while (done < length) {
      long address = physicalAddress + done;
      int inPage = (int) (address & PAGE - 1);
      int wanted = Math.min(length - done, PAGE - inPage);
      int read = readPage(address - inPage, page);
      int part = Math.clamp(read - inPage, 0, wanted);
      System.arraycopy(page, inPage, target, offset + done, part);
      done += part;
      if (part < wanted) {
        break;
      }
    }
    return done;
  }

  private int readPage(long address, byte[] page) {
    if (address < FIRST_COPY) {
      if (address == table) {
        System.arraycopy(entries, 0, page, 0, PAGE);
        return PAGE;
      }
      return original.read(address, page, 0, PAGE);
    }
    if (runs.stream().noneMatch(run -> run.contains(address))) {
      return 0;
    }
    long moved = address - (address - FIRST_COPY) % stride;
    int read = original.read(address - moved, page, 0, PAGE);
    for (int at = 0; at + Long.BYTES <= read; at += Long.BYTES) {
      long word = (long) LONG.get(page, at);
      if (Long.compareUnsigned(word - directMap, stride) < 0) {
        LONG.set(page, at, word + moved);
      }
    }
    return read;
  }

  @Override
  public List<PhysicalRun> runs() {
    return runs;
  }
}
