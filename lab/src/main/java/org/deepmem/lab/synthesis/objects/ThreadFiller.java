package org.deepmem.lab.synthesis.objects;

import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.PlannedProcess;
import org.deepmem.lab.synthesis.world.PlannedThread;

/// Writes _ETHREAD.
final class ThreadFiller implements Filler<PlannedThread> {
  private static final String TYPE = "_ETHREAD";
  private static final int WAITING = 5;
  static final String[] HEADS = {
    "Tcb.Header.WaitListHead",
    "Tcb.ApcState.ApcListHead[0]",
    "Tcb.ApcState.ApcListHead[1]",
    "Tcb.Timer.Header.WaitListHead",
    "Tcb.SuspendSemaphore.Header.WaitListHead",
    "Tcb.SuspendEvent.Header.WaitListHead",
    "Tcb.MutantListHead",
    "ActiveTimerListHead",
    "KeyedWaitSemaphore.Header.WaitListHead",
    "IrpList",
    "OwnerEntryListHead",
    "DisownedOwnerEntryListHead"
  };

  private final Scene scene;
  private final ObjectAllocator allocator;
  private final ProcessMemories memories;
  private final KernelStacks stacks;
  private final Waits waits;
  private final ThreadQueues processors;

  ThreadFiller(
      Scene scene,
      ObjectAllocator allocator,
      ProcessMemories memories,
      KernelStacks stacks,
      Waits waits,
      ThreadQueues processors) {
    this.scene = scene;
    this.allocator = allocator;
    this.memories = memories;
    this.stacks = stacks;
    this.waits = waits;
    this.processors = processors;
  }

  @Override
  public Placed allocate(PlannedThread t) {
    long process = scene.require(t.process()).body;
    int handles = t.live() ? scene.handleCounts().to(t.id()) : 0;
    boolean system = scene.systemProcess() == process;
    Placed placed =
        allocator.allocate(
            ObjectSpec.of("Thread", scene.size(TYPE), false)
                .chargedTo(process, !system)
                .counted(handles, 1 + scene.draws().below(3)));
    StructureWriter w = scene.at(TYPE, placed.body);
    for (String head : HEADS) {
      if (w.has(head)) {
        w.emptyList(head);
      }
    }
    StructureWriter owner = scene.at("_EPROCESS", process);
    w.insertTail("ThreadListEntry", owner.address("ThreadListHead"));
    w.insertTail("Tcb.ThreadListEntry", owner.address("Pcb.ThreadListHead"));
    return placed;
  }

  @Override
  public void unlink(PlannedThread t, Placed placed) {
    StructureWriter w = scene.at(TYPE, placed.body);
    scene.unlink(w.address("ThreadListEntry"));
    scene.unlink(w.address("Tcb.ThreadListEntry"));
    waits.leave(placed);
  }

  @Override
  public void fill(PlannedThread t, Placed placed) {
    StructureWriter w = scene.at(TYPE, placed.body);
    scene.drawMembers(TYPE, w);
    identity(t, w);
    scheduling(t, w);
    apcs(w, placed);
    synchronisation(w);
    context(t, w, placed);
    if (scene.system().majorVersion() >= 10) {
      LockEntries.fill(scene, w);
    }
  }

  private void identity(PlannedThread t, StructureWriter w) {
    PlannedProcess owner = (PlannedProcess) scene.plan().object(t.process());
    w.set("Cid.UniqueProcess", owner.pid());
    w.set("Cid.UniqueThread", t.tid());
    w.set("CreateTime", t.createTime());
    if (t.exitTime() != 0) {
      w.set("ExitTime", t.exitTime());
    }
    w.set(
        "ExitStatus", t.exitTime() == 0 ? 259 : owner.exitStatus() == 259 ? 0 : owner.exitStatus());
    long start = memories.startAddress(t, owner);
    boolean user = owner.pid() != 4;
    w.set("StartAddress", user ? memories.userThreadStart(owner) : start);
    w.set("Win32StartAddress", start);
    w.set("Terminated", t.exitTime() == 0 ? 0 : 1);
    w.set("ThreadInserted", 1);
  }

  private void scheduling(PlannedThread t, StructureWriter w) {
    Draws draws = scene.draws();
    boolean exited = t.exitTime() != 0;
    int state = exited ? 4 : t.state();
    w.set("Tcb.Header.Type", 6);
    w.set("Tcb.Header.SignalState", exited ? 1 : 0);
    w.set("Tcb.State", state);
    w.set("Tcb.Running", state == 2 ? 1 : 0);
    w.set("Tcb.WaitReason", t.waitReason());
    w.set("Tcb.WaitMode", t.userWait() ? 1 : 0);
    w.set("Tcb.Priority", t.priority());
    w.set("Tcb.BasePriority", t.basePriority());
    w.set("Tcb.KernelTime", t.kernelTicks());
    w.set("Tcb.UserTime", t.userTicks());
    w.set("Tcb.CycleTime", t.cycles());
    w.set("Tcb.ContextSwitches", t.contextSwitches());
    w.set("Tcb.WaitTime", t.waitTicks());
    w.set("Tcb.QuantumTarget", t.cycles() + draws.below(1 << 26));
    long process = scene.require(t.process()).body;
    boolean system = process == scene.systemProcess();
    w.set("Tcb.Process", process);
    w.set("Tcb.PreviousMode", system ? 0 : 1);
    w.set("Tcb.SystemThread", system ? 1 : 0);
    w.set("Tcb.GuiThread", t.gui() ? 1 : 0);
    int cpu = draws.below(scene.processors());
    long mask = (1L << scene.processors()) - 1;
    w.set("Tcb.NextProcessor", cpu);
    w.setIfPresent("Tcb.DeferredProcessor", cpu);
    w.set("Tcb.IdealProcessor", draws.chance(0.6) ? cpu : draws.below(scene.processors()));
    w.set("Tcb.UserIdealProcessor", w.get("Tcb.IdealProcessor"));
    w.set("Tcb.Affinity.Mask", mask);
    w.set("Tcb.UserAffinity.Mask", mask);
    w.setIfPresent("Tcb.WaitPrcb", state == WAITING ? processors.prcb(cpu) : 0);
    w.setIfPresent("Tcb.KernelStackResident", exited ? 0 : 1);
    w.setIfPresent("Tcb.ApcQueueable", exited ? 0 : 1);
    w.set("Tcb.Alertable", t.userWait() && draws.chance(0.3) ? 1 : 0);
    w.setIfPresent("Tcb.LargeStack", t.gui() ? 1 : 0);
    if (!scene.system().is64Bit()) {
      w.set(
          "Tcb.ServiceTable",
          t.gui()
              ? scene.global("KeServiceDescriptorTableShadow")
              : scene.global("KeServiceDescriptorTable"));
    }
    w.set("Tcb.Win32Thread", t.gui() ? scene.someAddress() : 0);
  }

  private void apcs(StructureWriter w, Placed placed) {
    w.set("Tcb.ApcState.Process", w.get("Tcb.Process"));
    w.setIfPresent("Tcb.ApcStatePointer[0]", w.address("Tcb.ApcState"));
    w.setIfPresent("Tcb.ApcStatePointer[1]", w.address("Tcb.SavedApcState"));
    String apc = w.has("Tcb.SuspendApc") ? "Tcb.SuspendApc" : "Tcb.SchedulerApc";
    w.set(apc + ".Type", 0x12);
    w.set(apc + ".Size", scene.size("_KAPC"));
    w.set(apc + ".Thread", placed.body);
    w.set(apc + ".KernelRoutine", scene.routine("KiSuspendNop"));
    w.set(apc + ".RundownRoutine", scene.routine("KiSuspendRundown"));
    w.set(apc + ".NormalRoutine", scene.routine("KiSuspendThread"));
    if (w.has("Tcb.SuspendSemaphore")) {
      w.set("Tcb.SuspendSemaphore.Header.Type", 5);
      w.set("Tcb.SuspendSemaphore.Header.Size", scene.size("_KSEMAPHORE") / 4);
      w.set("Tcb.SuspendSemaphore.Limit", 2);
    }
    if (w.has("Tcb.SuspendEvent")) {
      w.set("Tcb.SuspendEvent.Header.Type", 1);
      w.set("Tcb.SuspendEvent.Header.Size", scene.size("_KEVENT") / 4);
    }
  }

  private void synchronisation(StructureWriter w) {
    w.set("Tcb.Timer.Header.Type", 8);
    w.setIfPresent("Tcb.Timer.Processor", scene.draws().below(scene.processors()));
    w.set("KeyedWaitSemaphore.Header.Type", 5);
    w.set("KeyedWaitSemaphore.Header.Size", scene.size("_KSEMAPHORE") / 4);
    w.set("KeyedWaitSemaphore.Limit", 1);
  }

  private void context(PlannedThread t, StructureWriter w, Placed placed) {
    boolean exited = t.exitTime() != 0 || !t.live();
    PlannedProcess owner = (PlannedProcess) scene.plan().object(t.process());
    w.set("Tcb.Teb", memories.teb(t, owner));
    if (exited) {
      long base = stacks.stale();
      w.set("Tcb.StackBase", base);
      w.set("Tcb.StackLimit", base - KernelStacks.BYTES);
      w.set("Tcb.KernelStack", base - 0x200 - 0x10L * scene.draws().below(60));
      waits.stale(t, w, placed);
    } else {
      stacks.write(t, w);
      waits.enter(t, w, placed);
    }
    if (w.has("Tcb.ThreadCounters") && !w.has("Tcb.ReadOperationCount")) {
      w.set("Tcb.ThreadCounters", 0);
    }
  }
}
