package org.deepmem.lab.synthesis.objects;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.deepmem.lab.synthesis.machine.PageAccess;
import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.PlannedDll;
import org.deepmem.lab.synthesis.world.PlannedProcess;
import org.deepmem.lab.synthesis.world.PlannedRegion;
import org.deepmem.lab.synthesis.world.PlannedThread;
import org.jspecify.annotations.Nullable;

/// Processes' user memory: address spaces, ranges, the blocks of process and threads, pages.
final class ProcessMemories {
  private static final long GRANULE = 0x10000;

  private final Scene scene;
  private final VadTree vads;
  private final UserPages pages;
  private final Map<Integer, ProcessMemory> memories = new HashMap<>();
  private final Map<Integer, Long> tebs = new HashMap<>();

  ProcessMemories(Scene scene, FileStreams streams, UserPages pages) {
    this.scene = scene;
    this.pages = pages;
    vads = new VadTree(scene, streams);
  }

  /// Makes the address space of a process that runs at the end; a process that doesn't has only the
  /// number of one.
  void create(PlannedProcess p, Placed placed) {
    StructureWriter w = scene.at("_EPROCESS", placed.body);
    if (p.pid() == 4) {
      w.set("Pcb.DirectoryTableBase", scene.machine().systemDirectoryTableBase());
    } else if (p.running() && p.live()) {
      ProcessMemory memory =
          new ProcessMemory(scene.machine().newProcessSpace(), environmentAddress(), lowest());
      memories.put(p.id(), memory);
      w.set("Pcb.DirectoryTableBase", memory.space.directoryTableBase());
      if (!scene.system().is64Bit()) {
        w.set("PaeTop", scene.someAddress());
      }
    } else {
      boolean pae = scene.system().pae();
      w.set(
          "Pcb.DirectoryTableBase",
          pae
              ? 0x3f000000L + 0x20L * scene.draws().below(1 << 18)
              : 0x1000L * (0x1000 + scene.draws().below(1 << 16)));
    }
  }

  private long environmentAddress() {
    long page = 0x1000L * scene.draws().below(12);
    return switch (scene.system()) {
      case WIN7_SP1_X86 -> 0x7ffd3000L + page;
      case WIN7_SP1_X64 -> 0x7fffffd3000L + page;
      case WIN10_X64 ->
          (long) (1 + scene.draws().below(250)) << 32 | 0x200000L * scene.draws().below(1500);
    };
  }

  private long lowest() {
    return scene.system().majorVersion() < 10
        ? GRANULE
        : 0x10000000000L + ((long) scene.draws().below(1 << 20) << 24);
  }

  /// Writes what a process says of its memory, when the rest is known.
  void describe(PlannedProcess p, Placed placed, StructureWriter w) {
    Draws draws = scene.draws();
    ProcessMemory memory = memories.get(p.id());
    w.set("HighestUserAddress", scene.system().is64Bit() ? highest64() : 0x7ffeffffL);
    w.set("Vm.VmWorkingSetList".replace("Vm.", workingSet(w)), workingSetList(p));
    if (p.pid() == 4) {
      return;
    }
    long image =
        p.dlls().isEmpty() ? 0x400000L + GRANULE * draws.below(0x100) : p.dlls().get(0).base();
    w.set("SectionBaseAddress", image);
    w.set("Peb", memory == null ? environmentAddress() : memory.environment);
    if (memory == null) {
      return;
    }
    modules(p, memory);
    regions(p, memory);
    pages.environment(p, memory);
    memory.regions.sort(Comparator.comparingLong(Region::start));
    vads.write(memory.regions, placed, w);
    long bytes = memory.regions.stream().mapToLong(r -> (long) r.pages() << 12).sum();
    w.set("VirtualSize", bytes);
    w.set("PeakVirtualSize", bytes + draws.magnitude(bytes / 4));
    w.setIfPresent("WorkingSetPage", 0x1000 + draws.below(1 << 16));
    w.setIfPresent("FreeTebHint", memory.nextTeb);
  }

  private long highest64() {
    return scene.system().majorVersion() < 10 ? 0x7fffffeffffL : 0x7ffffffeffffL;
  }

  private static String workingSet(StructureWriter w) {
    return w.has("Vm.Instance.VmWorkingSetList") ? "Vm.Instance." : "Vm.";
  }

  private long workingSetList(PlannedProcess p) {
    return switch (scene.system()) {
      case WIN7_SP1_X86 -> p.pid() == 4 ? 0xc0802000L : 0xc0402000L;
      case WIN7_SP1_X64 -> 0xfffff70001080000L;
      case WIN10_X64 -> scene.someAddress();
    };
  }

  private void modules(PlannedProcess p, ProcessMemory memory) {
    for (PlannedDll dll : p.dlls()) {
      memory.regions.add(new Region(dll.base(), dll.size() >>> 12, 7, dll.file(), true));
      pages.module(dll, memory);
    }
  }

  private void regions(PlannedProcess p, ProcessMemory memory) {
    Draws draws = scene.draws();
    for (PlannedRegion r : p.regions()) {
      if (r.kind() == PlannedRegion.Kind.TEB) {
        continue;
      }
      long start = place(memory, r.pages());
      memory.regions.add(new Region(start, r.pages(), r.protection(), r.file(), false));
      pages.fill(r, start, memory);
      memory.next = start + ((long) r.pages() << 12) + GRANULE * draws.below(8);
    }
    memory.regions.add(new Region(memory.environment, 1, 4, -1, false));
    for (int id : p.threads()) {
      PlannedThread t = (PlannedThread) scene.plan().object(id);
      if (t.live() && t.exitTime() == 0) {
        pages.threadBlock(t, p, teb(t, p), memory);
      }
    }
  }

  /// The next range that is free of modules.
  private long place(ProcessMemory memory, int count) {
    long start = (memory.next + GRANULE - 1) & -GRANULE;
    boolean moved = true;
    while (moved) {
      moved = false;
      long end = start + ((long) count << 12);
      for (Region r : memory.regions) {
        if (r.start() < end && r.last() >= start) {
          start = (r.last() + GRANULE) & -GRANULE;
          moved = true;
        }
      }
    }
    return start;
  }

  /// Address of a thread's block; 0 for threads of System.
  long teb(PlannedThread t, PlannedProcess owner) {
    if (owner.pid() == 4) {
      return 0;
    }
    ProcessMemory memory = memories.get(owner.id());
    return tebs.computeIfAbsent(
        t.id(),
        id -> {
          int step = scene.system().is64Bit() ? 0x2000 : 0x1000;
          if (memory == null) {
            return environmentAddress() + (long) step * (1 + scene.draws().below(12));
          }
          if (scene.system().majorVersion() < 10) {
            memory.nextTeb -= step;
          } else {
            memory.nextTeb += step;
          }
          memory.regions.add(
              new Region(
                  memory.nextTeb, step >>> 12, PageAccess.READ_WRITE.protection(), -1, false));
          return memory.nextTeb;
        });
  }

  /// Where a thread of user mode begins, whatever it then runs.
  long userThreadStart(PlannedProcess owner) {
    return moduleAddress(owner, "ntdll.dll", 0x5a000 + 0x10 * (owner.session() + 2));
  }

  private long moduleAddress(PlannedProcess owner, String name, int offset) {
    for (PlannedDll dll : owner.dlls()) {
      if (dll.name().equalsIgnoreCase(name)) {
        return dll.base() + offset % dll.size();
      }
    }
    return (scene.system().is64Bit() ? 0x77000000L : 0x76f00000L) + offset;
  }

  /// What a thread was started to run.
  long startAddress(PlannedThread t, PlannedProcess owner) {
    if (owner.pid() == 4) {
      return scene.code(t.startModule(), t.startOffset()) & -16;
    }
    PlannedDll dll =
        owner.dlls().isEmpty()
            ? null
            : owner.dlls().get(Math.clamp(t.startModule(), 0, owner.dlls().size() - 1));
    return dll == null
        ? 0x400000L + t.startOffset() % 0x100000
        : dll.base() + 0x1000 + t.startOffset() % Math.max(1, dll.size() - 0x1000);
  }

  /// The memory of a running process.
  @Nullable ProcessMemory of(int process) {
    return memories.get(process);
  }
}
