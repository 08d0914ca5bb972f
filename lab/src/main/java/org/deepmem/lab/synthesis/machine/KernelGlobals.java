package org.deepmem.lab.synthesis.machine;

import org.deepmem.nn.SeededRandom;
import org.jspecify.annotations.Nullable;

/// The kernel's variables that say what the machine is: addresses of areas, version, debugger data.
/// Those that say what runs on it are its users'.
final class KernelGlobals {
  private static final long TYPICAL_INCREMENT = 156_250;

  private final KernelMemory memory;
  private final KernelSymbols symbols;
  private final KernelAreas areas;
  private final PhysicalMemory physical;
  private final long root;

  KernelGlobals(
      KernelMemory memory,
      KernelSymbols symbols,
      KernelAreas areas,
      PhysicalMemory physical,
      long root) {
    this.memory = memory;
    this.symbols = symbols;
    this.areas = areas;
    this.physical = physical;
    this.root = root;
  }

  long symbol(String name) {
    return areas.kernelBase() + symbols.offset(name);
  }

  int physicalPages() {
    int pages = 0;
    for (int pfn = 0; pfn < physical.frameCount(); pfn++) {
      pages += physical.exists(pfn) ? 1 : 0;
    }
    return pages;
  }

  void write(SeededRandom random) {
    for (String head : symbols.data().keySet()) {
      if (head.endsWith("ListHead")
          || head.endsWith("Head")
          || head.endsWith("ImageList")
          || head.equals("PsLoadedModuleList")
          || head.equals("ExpSystemResourcesList")) {
        KernelLists.initialize(memory, symbol(head));
      }
    }
    version();
    ranges();
    infoMaskTable();
    number("PoolTrackTableSize", 2048);
    new DebuggerData(memory, symbols, areas).write(random);
    if (symbols.has("ObHeaderCookie")) {
      memory.u32(symbol("ObHeaderCookie"), 1 + random.nextInt(255));
    }
  }

  private void version() {
    WindowsSystem system = memory.system;
    memory.ascii(symbol("NtBuildLab"), system.buildLab());
    memory.u32(symbol("NtBuildNumber"), 0xf0000000L | system.build());
    if (!system.servicePack().isEmpty()) {
      memory.u32(symbol("CmNtCSDVersion"), 0x100);
    }
    memory.u8(symbol("KdDebuggerNotPresent"), 1);
    memory.u32(symbol("KeTimeIncrement"), TYPICAL_INCREMENT);
    memory.u32(symbol("KeMaximumIncrement"), TYPICAL_INCREMENT);
    memory.u32(symbol("KeMinimumIncrement"), 10_000);
  }

  private void ranges() {
    boolean wide = memory.system.is64Bit();
    number("MmSystemRangeStart", wide ? 0xffff080000000000L : 0x80000000L);
    number("MmUserProbeAddress", wide ? 0x7ffffff0000L : 0x7fff0000L);
    number("MmHighestUserAddress", wide ? 0x7fffffeffffL : 0x7ffeffffL);
    if (memory.system.segmentHeap()) {
      number("MmSystemRangeStart", 0xffff800000000000L);
      number("MmUserProbeAddress", 0x7fffffff0000L);
      number("MmHighestUserAddress", 0x7ffffffeffffL);
    }
    number("MmNonPagedPoolStart", areas.nonPagedPool().start());
    number("MmNonPagedPoolEnd", areas.nonPagedPool().end());
    number(
        "MmMaximumNonPagedPoolInBytes", areas.nonPagedPool().end() - areas.nonPagedPool().start());
    number("MmPagedPoolStart", areas.pagedPool().start());
    number("MmPagedPoolEnd", areas.pagedPool().end());
    number("MmSizeOfPagedPoolInBytes", areas.pagedPool().end() - areas.pagedPool().start());
    number("MmSystemPtesStart", areas.systemPages().start());
    number("MmSystemPtesEnd", areas.systemPages().end());
    number("MmSessionBase", areas.session().start());
    number("MmPfnDatabase", areas.nonPagedPool().start() & (wide ? -1L << 39 : -1L << 24));
    number("MmLowestPhysicalPage", 1);
    number("MmHighestPhysicalPage", physical.frameCount() - 1);
    number("MmNumberOfPhysicalPages", physicalPages());
    number("MmAvailablePages", physical.available());
    number("MmResidentAvailablePages", physical.available());
    number("MmTotalCommitLimit", 2L * physicalPages());
    number("MmSystemParentTablePage", root >>> 12);
    number("KiBugcheckData", 0);
    memory.u32(symbol("MmNumberOfPagingFiles"), 1);
    memory.u32(symbol("ExpNumberOfPagedPools"), 4);
  }

  /// The table by which the kernel finds an object's optional headers: for each mask of headers,
  /// how far below the object header the one of the mask's highest bit starts.
  private void infoMaskTable() {
    String[] headers = {"CREATOR", "NAME", "HANDLE", "QUOTA", "PROCESS", "AUDIT"};
    for (int mask = 0; mask < 256; mask++) {
      int offset = 0;
      for (int bit = 0; bit < headers.length; bit++) {
        String type = "_OBJECT_HEADER_" + headers[bit] + "_INFO";
        if ((mask & 1 << bit) != 0 && memory.system.layout().struct(type).isPresent()) {
          offset += memory.at(type, 0).size();
        }
      }
      memory.u8(symbol("ObpInfoMaskToOffset") + mask, offset);
    }
  }

  private void number(String name, long value) {
    memory.pointer(symbol(name), value);
  }

  void bootTime(long time, long ticks) {
    memory.u64(symbol("KeBootTime"), time);
    memory.u32(symbol("KeTickCount"), ticks);
  }

  /// Descriptor of a pool, its lists empty; none on the segment heap.
  @Nullable PoolDescriptor poolDescriptor(boolean paged) {
    if (memory.system.segmentHeap()) {
      return null;
    }
    long at = symbol(paged ? "PagedPoolDescriptor" : "NonPagedPoolDescriptor");
    memory.pointer(
        symbol("PoolVector") + (paged ? memory.system.wordSize() : 0),
        paged ? symbol("ExpPagedPoolDescriptor") : at);
    if (paged) {
      memory.pointer(symbol("ExpPagedPoolDescriptor"), at);
    }
    return new PoolDescriptor(memory, memory.at("_POOL_DESCRIPTOR", at), paged);
  }
}
