package org.deepmem.lab.synthesis.objects;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.PlannedProcess;
import org.deepmem.lab.synthesis.world.PlannedThread;

/// Writes _EPROCESS.
final class ProcessFiller implements Filler<PlannedProcess> {
  private static final String TYPE = "_EPROCESS";
  private static final int NAME_BYTES = 14;

  private final Scene scene;
  private final ObjectAllocator allocator;
  private final QuotaBlocks quotas;
  private final Sessions sessions;
  private final ProcessMemories memories;
  private final HandleTables tables;

  ProcessFiller(
      Scene scene,
      ObjectAllocator allocator,
      QuotaBlocks quotas,
      Sessions sessions,
      ProcessMemories memories,
      HandleTables tables) {
    this.scene = scene;
    this.allocator = allocator;
    this.quotas = quotas;
    this.sessions = sessions;
    this.memories = memories;
    this.tables = tables;
  }

  @Override
  public Placed allocate(PlannedProcess p) {
    boolean system = p.pid() == 4;
    int handles = p.live() ? scene.handleCounts().to(p.id()) : 0;
    Placed placed =
        allocator.allocate(
            ObjectSpec.of("Process", scene.size(TYPE), false)
                .chargedTo(system ? 0 : scene.systemProcess(), !system)
                .counted(handles, p.threads().size() * 2 + 3 + scene.draws().below(20)));
    StructureWriter w = scene.at(TYPE, placed.body);
    ProcessLists.initialize(w);
    w.insertTail("ActiveProcessLinks", scene.global("PsActiveProcessHead"));
    w.insertTail("MmProcessLinks", scene.global("MmProcessList"));
    w.insertTail("Pcb.ProcessListEntry", scene.global("KiProcessListHead"));
    if (p.session() >= 0) {
      w.insertTail("SessionProcessLinks", sessions.processList(p.session()));
    }
    memories.create(p, placed);
    quotas.assign(p, placed.body);
    return placed;
  }

  @Override
  public void unlink(PlannedProcess p, Placed placed) {
    StructureWriter w = scene.at(TYPE, placed.body);
    scene.unlink(w.address("ActiveProcessLinks"));
    scene.unlink(w.address("MmProcessLinks"));
    scene.unlink(w.address("Pcb.ProcessListEntry"));
    if (p.session() >= 0) {
      scene.unlink(w.address("SessionProcessLinks"));
    }
  }

  @Override
  public void fill(PlannedProcess p, Placed placed) {
    StructureWriter w = scene.at(TYPE, placed.body);
    scene.drawMembers(TYPE, w);
    schedulerPart(p, w);
    identity(p, w, placed);
    relations(p, w, placed);
    state(p, w);
    memories.describe(p, placed, w);
  }

  /// Makes the handle table of a process that runs, when all objects are there.
  void openHandles(PlannedProcess p, Placed placed) {
    scene.at(TYPE, placed.body).set("ObjectTable", tables.create(p, placed));
  }

  private void schedulerPart(PlannedProcess p, StructureWriter w) {
    Draws draws = scene.draws();
    w.set("Pcb.Header.Type", 3);
    w.set("Pcb.Header.Size", scene.size("_KPROCESS") / 4);
    w.set("Pcb.Header.SignalState", p.running() ? 0 : 1);
    w.set("Pcb.BasePriority", p.basePriority());
    w.set("Pcb.QuantumReset", p.session() > 0 && draws.chance(0.2) ? 18 : 6);
    long mask = (1L << scene.processors()) - 1;
    int groups = scene.system().majorVersion() >= 10 ? 20 : scene.system().is64Bit() ? 4 : 1;
    for (String set : new String[] {"Pcb.Affinity", "Pcb.ActiveProcessors"}) {
      w.set(set + ".Count", 1);
      w.set(set + ".Size", groups);
      boolean affinity = set.endsWith("Affinity");
      long active = draws.chance(0.1) ? 1L << draws.below(scene.processors()) : 0;
      w.set(set + ".Bitmap[0]", affinity ? mask : active);
    }
    long kernel = 0;
    long user = 0;
    long cycles = 0;
    long switches = 0;
    int resident = 0;
    for (int id : p.threads()) {
      if (scene.plan().object(id) instanceof PlannedThread t) {
        kernel += t.kernelTicks();
        user += t.userTicks();
        cycles += t.cycles();
        switches += t.contextSwitches();
        resident += t.exitTime() == 0 ? 1 : 0;
      }
    }
    w.set("Pcb.KernelTime", kernel + draws.below(3));
    w.set("Pcb.UserTime", user + draws.below(3));
    w.set("Pcb.CycleTime", cycles + draws.below(1 << 20));
    w.setIfPresent("Pcb.ContextSwitches", switches + draws.below(50));
    w.set("Pcb.StackCount.StackCount", resident);
    w.setIfPresent("Pcb.ThreadSeed[0]", draws.below(scene.processors()));
    w.setIfPresent("Pcb.ActiveGroupsMask", 1);
    w.setIfPresent("Pcb.IopmOffset", 0x20ac);
    w.setIfPresent("ActiveThreads", resident);
    w.setIfPresent("ActiveThreadsHighWatermark", resident + draws.magnitude(8) - 1);
  }

  private void identity(PlannedProcess p, StructureWriter w, Placed placed) {
    w.set("UniqueProcessId", p.pid());
    w.set("InheritedFromUniqueProcessId", p.parentPid());
    w.setIfPresent("OwnerProcessId", p.parentPid() == 0 ? 0 : p.parentPid() + 2L);
    w.set("CreateTime", p.createTime());
    w.set("ExitTime", p.exitTime());
    w.set("ExitStatus", p.exitStatus());
    byte[] name = p.imageName().getBytes(StandardCharsets.ISO_8859_1);
    w.bytes("ImageFileName", Arrays.copyOf(name, Math.min(name.length, NAME_BYTES)));
    w.setIfPresent("ImagePathHash", p.imagePath().isEmpty() ? 0 : pathHash(p.imagePath()));
    w.set("PriorityClass", p.priorityClass());
    w.setIfPresent("CreateInterruptTime", p.createTime() - scene.plan().bootTime());
    w.setIfPresent("CreateUnbiasedInterruptTime", p.createTime() - scene.plan().bootTime());
    w.setIfPresent("SequenceNumber", p.id() / 7 + 1L);
    if (!p.imagePath().isEmpty()) {
      int bytes = scene.size("_UNICODE_STRING") + 2 * p.imagePath().length() + 2;
      long audit = scene.own(placed, bytes, "SeSn", true);
      StructureWriter string = scene.at("_UNICODE_STRING", audit);
      string.set("Length", 2L * p.imagePath().length());
      string.set("MaximumLength", 2L * p.imagePath().length() + 2);
      string.set("Buffer", audit + scene.size("_UNICODE_STRING"));
      scene.memory().utf16(audit + scene.size("_UNICODE_STRING"), p.imagePath());
      w.set("SeAuditProcessCreationInfo.ImageFileName", audit);
    }
  }

  private static long pathHash(String path) {
    long hash = 314159;
    for (int i = 0; i < path.length(); i++) {
      hash = hash * 37 + Character.toUpperCase(path.charAt(i));
    }
    return hash & 0xffffffffL;
  }

  private void relations(PlannedProcess p, StructureWriter w, Placed placed) {
    Draws draws = scene.draws();
    boolean running = p.running() && p.live();
    long token = scene.address(p.token());
    int bits = scene.system().is64Bit() ? 16 : 8;
    w.set("Token", token == 0 ? 0 : token | draws.below(bits));
    w.set("Job", p.session() >= 0 && draws.chance(0.1) ? scene.someAddress() : 0);
    w.set("QuotaBlock", quotas.of(placed.body));
    w.set("DeviceMap", sessions.deviceMap(p));
    w.set("Session", sessions.space(p.session()));
    w.setIfPresent("ImageFilePointer", scene.address(p.imageFile()));
    if (p.pid() != 4) {
      w.set("SectionObject", running ? sessions.imageSection(p, placed) : 0);
      w.set("EtwDataSource", scene.own(placed, 20 * scene.word(), "EtwG", false));
      fillWithPointers(w.get("EtwDataSource"), 20);
      w.set("SecurityPort", draws.chance(0.3) ? scene.someAddress() : 0);
    }
    if (p.session() >= 0) {
      w.set("Win32Process", sessions.win32Process(placed));
      w.set("Win32WindowStation", draws.of(0x28, 0x2c, 0x34, 0x48, 0x50, 0x9c));
    }
    w.setIfPresent("CpuQuotaBlock", 0);
    w.setIfPresent("DiskCounters", scene.own(placed, 0x28, "PsDc", false));
    w.setIfPresent("EnergyContext", scene.own(placed, 0x1b0, "PsEn", false));
  }

  private void fillWithPointers(long block, int words) {
    for (int i = 0; i < words; i++) {
      long value =
          scene.draws().chance(0.3) ? scene.someAddress() : scene.draws().magnitude(1 << 16);
      scene.memory().pointer(block + (long) i * scene.word(), value);
    }
  }

  private void state(PlannedProcess p, StructureWriter w) {
    Draws draws = scene.draws();
    boolean system = p.pid() == 4;
    w.set("CreateReported", 1);
    w.set("AddressSpaceInitialized", 2);
    w.set("HasAddressSpace", p.running() ? 1 : 0);
    w.set("ImageNotifyDone", system ? 0 : 1);
    w.set("ProcessInserted", 1);
    w.set("ProcessInSession", p.session() >= 0 ? 1 : 0);
    w.set("NewProcessReported", 1);
    w.set("BreakOnTermination", p.critical() ? 1 : 0);
    w.set("PrimaryTokenFrozen", 1);
    w.set("OutswapEnabled", draws.chance(0.7) ? 1 : 0);
    w.set("LaunchPrefetched", p.session() > 0 && draws.chance(0.3) ? 1 : 0);
    w.set("AffinityPermanent", 0);
    if (!p.running()) {
      w.set("ProcessExiting", 1);
      w.set("ProcessDelete", 1);
      w.set("VmDeleted", 1);
      w.set("ExitProcessReported", 1);
      w.setIfPresent("LastThreadExitStatus", p.exitStatus());
    }
    w.setIfPresent("SystemProcess", system ? 1 : 0);
    w.set("DefaultHardErrorProcessing", system ? 5 : draws.of(1, 1, 1, 0x8001, 0));
  }
}
