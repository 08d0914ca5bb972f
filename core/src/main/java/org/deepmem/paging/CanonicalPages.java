package org.deepmem.paging;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PhysicalRun;

/// The pages of an image that the kernel maps, each known by one virtual address.
///
/// A page mapped several times is known by the lowest address where what crosses a page is
/// contiguous: neither in the direct map (Linux) nor in the self-map (Windows). Where there is none
/// such, it is known by its address in the direct map, else by the lowest in the self-map. The
/// direct map is recognised as the one offset between virtual and physical addresses under which
/// nine tenths of the pages that are mapped at all are mapped; Windows has none
/// ([AddressSpace#mayHaveDirectMap]). Pages are numbered in ascending order of their canonical
/// address.
public final class CanonicalPages {
  private static final int SHIFT = 12;

  /// Kinds of runs, in the order in which they name a page.
  private static final int RANKS = 3;

  private final List<PhysicalRun> present;
  private final int[] firstSlot;
  private final int[] pageOfSlot;
  private final long[] virtual;
  private final long[] physical;
  private final OptionalLong directMapDelta;

  private CanonicalPages(
      List<PhysicalRun> present,
      int[] firstSlot,
      int[] pageOfSlot,
      long[] virtual,
      long[] physical,
      OptionalLong directMapDelta) {
    this.present = present;
    this.firstSlot = firstSlot;
    this.pageOfSlot = pageOfSlot;
    this.virtual = virtual;
    this.physical = physical;
    this.directMapDelta = directMapDelta;
  }

  /// Names every page of the image that the kernel's half maps.
  public static CanonicalPages of(AddressSpace space) {
    return new Naming(space).pages();
  }

  /// Number of pages.
  public int size() {
    return virtual.length;
  }

  /// Canonical virtual address of a page.
  public long virtualAddress(int page) {
    return virtual[page];
  }

  /// Physical address of a page.
  public long physicalAddress(int page) {
    return physical[page];
  }

  /// Whether the page after a page follows it in memory, too.
  public boolean adjoin(int page) {
    return page + 1 < virtual.length && virtual[page + 1] == virtual[page] + MemoryImage.PAGE;
  }

  /// What added to a physical address gives its address in the direct map; empty where the system
  /// has no direct map.
  public OptionalLong directMapDelta() {
    return directMapDelta;
  }

  /// The page that holds a physical address, or -1 when it is absent from the dump or not mapped.
  public int pageOf(long physicalAddress) {
    int slot = slot(present, firstSlot, physicalAddress);
    return slot < 0 ? -1 : pageOfSlot[slot];
  }

  /// Canonical virtual address of a physical one, or 0 when its page is absent or not mapped.
  public long canonical(long physicalAddress) {
    int page = pageOf(physicalAddress);
    return page < 0 ? 0 : canonical(page, physicalAddress);
  }

  /// Canonical virtual address of a physical one that lies in a page.
  public long canonical(int page, long physicalAddress) {
    return virtual[page] + (physicalAddress - physical[page]);
  }

  /// Number of the page frame among the frames that the image holds, or -1.
  private static int slot(List<PhysicalRun> present, int[] firstSlot, long physicalAddress) {
    int low = 0;
    int high = present.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      PhysicalRun run = present.get(middle);
      if (physicalAddress < run.start()) {
        high = middle - 1;
      } else if (physicalAddress >= run.end()) {
        low = middle + 1;
      } else {
        return firstSlot[middle] + (int) ((physicalAddress >>> SHIFT) - (run.start() >>> SHIFT));
      }
    }
    return -1;
  }

  /// The naming of pages, in a few passes over the runs.
  private static final class Naming {
    private final MappedRuns runs;
    private final List<PhysicalRun> present;
    private final PresentMemory memory;
    private final int[] firstSlot;
    private final long[] name;
    private final OptionalLong directMap;

    Naming(AddressSpace space) {
      runs = space.kernelRuns();
      present = space.image().runs();
      memory = new PresentMemory(space.image());
      firstSlot = new int[present.size()];
      long slots = 0;
      for (int i = 0; i < firstSlot.length; i++) {
        PhysicalRun run = present.get(i);
        firstSlot[i] = Math.toIntExact(slots);
        slots += ((run.end() - 1) >>> SHIFT) - (run.start() >>> SHIFT) + 1;
      }
      name = new long[Math.toIntExact(slots)];
      directMap = space.mayHaveDirectMap() ? directMapDelta() : OptionalLong.empty();
    }

    CanonicalPages pages() {
      for (int rank = 0; rank < RANKS; rank++) {
        for (int run = 0; run < runs.size(); run++) {
          if (rank(run) == rank) {
            forEachPage(run, this::nameIfUnnamed);
          }
        }
      }
      int size = (int) Arrays.stream(name).filter(address -> address != 0).count();
      long[] virtual = new long[size];
      long[] physical = new long[size];
      int[] pageOfSlot = new int[name.length];
      Arrays.fill(pageOfSlot, -1);
      int[] next = {0};
      for (int run = 0; run < runs.size(); run++) {
        forEachPage(
            run,
            (slot, virtualAddress, physicalAddress) -> {
              if (name[slot] == virtualAddress) {
                virtual[next[0]] = virtualAddress;
                physical[next[0]] = physicalAddress;
                pageOfSlot[slot] = next[0]++;
              }
            });
      }
      return new CanonicalPages(present, firstSlot, pageOfSlot, virtual, physical, directMap);
    }

    private void nameIfUnnamed(int slot, long virtualAddress, long physicalAddress) {
      if (name[slot] == 0) {
        name[slot] = virtualAddress;
      }
    }

    private long delta(int run) {
      return runs.virtualAddress(run) - runs.physicalAddress(run);
    }

    /// 0 for runs that name a page first, 1 the direct map, 2 the self-map.
    private int rank(int run) {
      if (runs.inSelfMap(run)) {
        return 2;
      }
      return directMap.isPresent() && directMap.getAsLong() == delta(run) ? 1 : 0;
    }

    /// The offset under which nearly all mapped pages are. How much of the image is mapped doesn't
    /// count: a raw file has zeros where there is no memory.
    private OptionalLong directMapDelta() {
      Map<Long, Long> bytes = new HashMap<>();
      BitSet mapped = new BitSet(name.length);
      for (int run = 0; run < runs.size(); run++) {
        bytes.merge(
            delta(run), memory.bytes(runs.physicalAddress(run), runs.length(run)), Long::sum);
        forEachPage(run, (slot, virtualAddress, physicalAddress) -> mapped.set(slot));
      }
      long nearlyAll = ((long) mapped.cardinality() << SHIFT) / 10 * 9;
      return bytes.entrySet().stream()
          .filter(offset -> offset.getValue() > nearlyAll)
          .max(Map.Entry.<Long, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
          .map(offset -> OptionalLong.of(offset.getKey()))
          .orElse(OptionalLong.empty());
    }

    /// Visits the pages of a run that the image holds, in ascending order.
    private void forEachPage(int run, PageVisitor visitor) {
      long start = runs.physicalAddress(run);
      long end = start + runs.length(run);
      for (int i = memory.firstEndingAfter(start); i < present.size(); i++) {
        PhysicalRun part = present.get(i);
        if (part.start() >= end) {
          break;
        }
        long from = Math.max(start >>> SHIFT, part.start() >>> SHIFT);
        long to = Math.min((end - 1) >>> SHIFT, (part.end() - 1) >>> SHIFT);
        for (long frame = from; frame <= to; frame++) {
          int slot = firstSlot[i] + (int) (frame - (part.start() >>> SHIFT));
          long physicalAddress = frame << SHIFT;
          visitor.visit(slot, physicalAddress + delta(run), physicalAddress);
        }
      }
    }
  }

  @FunctionalInterface
  private interface PageVisitor {
    void visit(int slot, long virtualAddress, long physicalAddress);
  }
}
