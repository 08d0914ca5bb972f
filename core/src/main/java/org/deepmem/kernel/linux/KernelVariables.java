package org.deepmem.kernel.linux;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.kernel.Structure;
import org.deepmem.kernel.Structures;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.paging.VirtualMemory;
import org.deepmem.symbols.MissingSymbolException;
import org.deepmem.symbols.SymbolTable;
import org.deepmem.symbols.TypeTable;

/// Reads from a kernel's variables where its regions lie and what it calls itself. What isn't in
/// the dump has the value that kernels without randomised regions use
/// (Documentation/arch/x86/x86_64/ mm.rst).
final class KernelVariables {
  private static final int MAX_BANNER = 512;
  private static final int MAX_CPUS = 8192;
  private static final long LATEST_TIME = 1L << 33; // s: the year 2242
  private static final long NANOSECONDS = 1_000_000_000; // a second

  /// What a kernel is called before anyone names it (UTS_NODENAME).
  private static final String NO_HOST = "(none)";

  private final VirtualMemory memory;
  private final TypeTable types;
  private final SymbolTable symbols;
  private final boolean fiveLevels;

  KernelVariables(Structures structures, SymbolTable symbols, boolean fiveLevels) {
    this.memory = structures.memory();
    this.types = structures.types();
    this.symbols = symbols;
    this.fiveLevels = fiveLevels;
  }

  /// The version line at an address, or "" when it isn't in the dump.
  static String banner(VirtualMemory memory, long address) {
    try {
      return memory.string(address, MAX_BANNER).strip();
    } catch (AbsentMemoryException e) {
      return "";
    }
  }

  /// The release in a version line, `Linux version RELEASE (...`, or "".
  static String release(String banner) {
    String[] words = banner.split(" ", 4);
    return words.length < 3 ? "" : words[2];
  }

  /// Where physical address 0 is mapped.
  long directMapBase() {
    return isNarrow()
        ? memory.space().kernelStart()
        : variable("page_offset_base", fiveLevels ? 0xff11000000000000L : 0xffff888000000000L);
  }

  /// Where the array of `struct page` starts: of a 32-bit kernel where `mem_map` leads, 0 where it
  /// has none (CONFIG_SPARSEMEM).
  long vmemmapBase() {
    return isNarrow()
        ? variable("mem_map", 0)
        : variable("vmemmap_base", fiveLevels ? 0xffd4000000000000L : 0xffffea0000000000L);
  }

  private boolean isNarrow() {
    return memory.space().wordSize() < Long.BYTES;
  }

  private long variable(String symbol, long otherwise) {
    try {
      OptionalLong address = symbols.address(symbol);
      return address.isPresent() ? memory.pointer(address.getAsLong()) : otherwise;
    } catch (AbsentMemoryException e) {
      return otherwise;
    }
  }

  /// The areas of the possible CPUs; one at offset 0 where the kernel has no per-CPU areas.
  List<CpuArea> cpus() {
    OptionalLong offsets = symbols.address("__per_cpu_offset");
    OptionalLong mask = symbols.address("__cpu_possible_mask");
    if (offsets.isEmpty() || mask.isEmpty()) {
      return List.of(new CpuArea(0, 0));
    }
    List<CpuArea> areas = new ArrayList<>();
    try {
      int count = (int) Math.min(cpuCount(), MAX_CPUS);
      for (int cpu = 0; cpu < count; cpu++) {
        int eight = memory.u8(mask.getAsLong() + cpu / Byte.SIZE);
        if ((eight >>> (cpu % Byte.SIZE) & 1) != 0) {
          long offset = offsets.getAsLong() + (long) cpu * memory.space().wordSize();
          areas.add(new CpuArea(cpu, memory.pointer(offset)));
        }
      }
    } catch (AbsentMemoryException e) {
      return areas;
    }
    return areas;
  }

  private long cpuCount() throws AbsentMemoryException {
    OptionalLong count = symbols.address("nr_cpu_ids");
    return count.isPresent() ? memory.u32(count.getAsLong()) : 64;
  }

  /// The initial namespace's node name (`uname -n`); empty where it isn't in the dump or none was
  /// set.
  Optional<String> host() {
    OptionalLong names = symbols.address("init_uts_ns");
    if (names.isEmpty() || types.member("uts_namespace", "name.nodename").isEmpty()) {
      return Optional.empty();
    }
    try {
      String host =
          new Structures(memory, types)
              .at("uts_namespace", names.getAsLong())
              .string("name.nodename")
              .strip();
      return host.isEmpty() || host.equals(NO_HOST) ? Optional.empty() : Optional.of(host);
    } catch (AbsentMemoryException e) {
      return Optional.empty();
    }
  }

  /// The timekeeper's wall time and, by its distance from the monotonic clock, the time of boot;
  /// empty where it isn't in the dump, or the layouts don't say where to read.
  Optional<KernelClock> clock() {
    OptionalLong core = symbols.address("tk_core");
    if (core.isEmpty() || types.struct("timekeeper").isEmpty()) {
      return Optional.empty();
    }
    Structures structures = new Structures(memory, types);
    try {
      return clock(structures, core.getAsLong());
    } catch (AbsentMemoryException | MissingSymbolException e) {
      return Optional.empty();
    }
  }

  private Optional<KernelClock> clock(Structures structures, long core)
      throws AbsentMemoryException {
    int word = memory.space().wordSize();
    long lock = types.struct("seqcount_raw_spinlock").map(s -> (long) s.size()).orElse(8L);
    Structure keeper =
        types.member("tk_data", "timekeeper").isPresent()
            ? structures.at("tk_data", core).inner("timekeeper")
            : structures.at("timekeeper", core + (lock + word - 1 & -word));
    long now = keeper.unsigned("xtime_sec");
    long sinceMonotonicZero = -keeper.signed("wall_to_monotonic.tv_sec");
    long suspended = keeper.signed("offs_boot");
    Instant boot =
        Instant.ofEpochSecond(
                Math.clamp(sinceMonotonicZero, 0, LATEST_TIME),
                -keeper.signed("wall_to_monotonic.tv_nsec") % NANOSECONDS)
            .minusNanos(suspended);
    return boot.getEpochSecond() > 0 && boot.getEpochSecond() <= now && now < LATEST_TIME
        ? Optional.of(new KernelClock(Instant.ofEpochSecond(now), boot))
        : Optional.empty();
  }
}
