package org.deepmem.image;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.image.ElfHeader.Segment;

/// Where in physical memory a core's segments lie. Most writers say so in `p_paddr`. Linux's
/// `/proc/kcore` says -1 for memory that isn't RAM, and kernels before 4.11 say 0 for all: then the
/// segments of the direct map tell, since there physical address = virtual address - base.
final class ElfPhysicalAddresses {
  /// Lowest and highest address at which x86-64 Linux puts its direct map, with 4 or 5 levels
  /// (Documentation/arch/x86/x86_64/mm.rst); above lie vmalloc, the page array and the kernel.
  private static final long DIRECT_MAP_START = 0xff11000000000000L;

  private static final long DIRECT_MAP_END = 0xffffc88000000000L;

  /// The base's alignment: the kernel randomises it in steps of a page-upper-directory entry.
  private static final long BASE_ALIGNMENT = 1L << 30;

  /// Physical memory begins below this on every PC.
  private static final long FIRST_MEMORY = 1L << 20;

  /// A segment this large is address space (vmalloc), not memory.
  private static final long LARGEST = 1L << 44;

  private ElfPhysicalAddresses() {}

  /// The segments that are physical memory, each with its physical address.
  ///
  /// @param loads segments with bytes in the file, at least one
  static List<Segment> resolved(ImageFile file, List<Segment> loads)
      throws MalformedImageException {
    if (recorded(loads)) {
      return loads.stream().filter(load -> load.physicalAddress() != -1).toList();
    }
    List<Segment> directMap = loads.stream().filter(ElfPhysicalAddresses::maybeDirectMap).toList();
    if (directMap.isEmpty()) {
      throw file.malformed(
          loads.getFirst().headerOffset(),
          "the core records no physical addresses: a process's core, or one made without them;"
              + " dump the machine's memory (QEMU: dump-guest-memory without paging)");
    }
    long lowest = directMap.stream().mapToLong(Segment::virtualAddress).min().orElseThrow();
    long base = lowest & -BASE_ALIGNMENT;
    if (lowest - base > FIRST_MEMORY) {
      throw file.malformed(
          loads.getFirst().headerOffset(),
          ("the core records no physical addresses, and its direct map can't be told from its"
                  + " first kernel segment at 0x%x; dump with physical addresses")
              .formatted(lowest));
    }
    List<Segment> resolved = new ArrayList<>();
    for (Segment load : directMap) {
      resolved.add(at(load, load.virtualAddress() - base));
    }
    return resolved;
  }

  private static boolean recorded(List<Segment> loads) {
    boolean any =
        loads.stream()
            .anyMatch(load -> load.physicalAddress() != 0 && load.physicalAddress() != -1);
    Segment first = loads.getFirst();
    return any
        || (loads.size() == 1 && first.physicalAddress() == 0 && first.virtualAddress() == 0);
  }

  private static boolean maybeDirectMap(Segment load) {
    long start = load.virtualAddress();
    return start >= DIRECT_MAP_START
        && start < DIRECT_MAP_END
        && load.memorySize() > 0
        && load.memorySize() < LARGEST;
  }

  private static Segment at(Segment load, long physicalAddress) {
    return new Segment(
        load.type(),
        load.offset(),
        load.virtualAddress(),
        physicalAddress,
        load.fileSize(),
        load.memorySize(),
        load.headerOffset());
  }
}
