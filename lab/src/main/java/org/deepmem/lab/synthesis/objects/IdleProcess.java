package org.deepmem.lab.synthesis.objects;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.lab.synthesis.machine.StructureWriter;

/// The process that runs when nothing else does, and its threads, one a processor. They lie in the
/// kernel's image and in system pages, in no pool, and in no list of processes.
final class IdleProcess {
  private final Scene scene;
  private final long process;
  private final List<Long> threads = new ArrayList<>();

  IdleProcess(Scene scene) {
    this.scene = scene;
    process = scene.global("KiInitialProcess");
  }

  long process() {
    return process;
  }

  /// Addresses of its threads.
  List<Long> threads() {
    return threads;
  }

  void write(Placed systemProcess) {
    StructureWriter w = scene.at("_EPROCESS", process);
    ProcessLists.initialize(w);
    w.set("Pcb.Header.Type", 3);
    w.set("Pcb.Header.Size", scene.size("_KPROCESS") / 4);
    w.set("Pcb.DirectoryTableBase", scene.machine().systemDirectoryTableBase());
    w.set("Pcb.QuantumReset", 6);
    w.bytes("ImageFileName", "Idle".getBytes(StandardCharsets.US_ASCII));
    w.set("ActiveThreads", scene.processors());
    w.set("ActiveThreadsHighWatermark", scene.processors());
    w.set("ExitStatus", 259);
    w.set("Token", scene.at("_EPROCESS", systemProcess.body).get("Token"));
    w.set("ObjectTable", scene.at("_EPROCESS", systemProcess.body).get("ObjectTable"));
    long links = w.address("ActiveProcessLinks");
    scene.emptyList(links);
    int bytes = scene.size("_ETHREAD");
    for (int i = 0; i < scene.processors(); i++) {
      long thread =
          i == 0
              ? scene.global("KiInitialThread")
              : scene.memory().allocatePages((bytes + 4095) / 4096);
      thread(scene.at("_ETHREAD", thread), w, i);
      threads.add(thread);
    }
    scene.memory().pointer(scene.global("PsIdleProcess"), process);
  }

  private void thread(StructureWriter w, StructureWriter owner, int number) {
    for (String head : ThreadFiller.HEADS) {
      if (w.has(head)) {
        w.emptyList(head);
      }
    }
    w.insertTail("ThreadListEntry", owner.address("ThreadListHead"));
    w.insertTail("Tcb.ThreadListEntry", owner.address("Pcb.ThreadListHead"));
    w.set("Tcb.Header.Type", 6);
    w.set("Tcb.State", 2);
    w.set("Tcb.Running", 1);
    w.set("Tcb.Process", process);
    w.set("Tcb.ApcState.Process", process);
    w.set("Tcb.NextProcessor", number);
    w.set("Tcb.SystemThread", 1);
    int stack = scene.system().is64Bit() ? 0x6000 : 0x3000;
    long base = scene.memory().allocateStack(stack) + stack;
    w.set("Tcb.StackBase", base);
    w.set("Tcb.InitialStack", base - 0x200);
    w.set("Tcb.KernelStack", base - 0x280);
    w.set("Tcb.StackLimit", base - stack);
    w.set("Tcb.KernelTime", scene.draws().magnitude(1 << 24));
    w.set("Tcb.ContextSwitches", scene.draws().magnitude(1 << 24));
    w.set("StartAddress", number == 0 ? 0 : scene.routine("KiIdleLoop"));
  }
}
