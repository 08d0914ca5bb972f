package org.deepmem.lab.synthesis.objects;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.PlannedThread;

/// The processors' lists of threads that wait or are ready, and of timers; which threads run.
final class ThreadQueues {
  private static final int PRIORITIES = 32;
  private static final int TIMER_LISTS = 256;

  private final Scene scene;
  private final List<StructureWriter> blocks = new ArrayList<>();

  ThreadQueues(Scene scene) {
    this.scene = scene;
    for (int i = 0; i < scene.processors(); i++) {
      StructureWriter prcb = scene.machine().processors().prcb(i);
      blocks.add(prcb);
      lists(prcb);
    }
  }

  private void lists(StructureWriter prcb) {
    prcb.emptyList("WaitListHead");
    for (int i = 0; i < PRIORITIES; i++) {
      prcb.emptyList("DispatcherReadyListHead[" + i + "]");
    }
    for (int i = 0; i < TIMER_LISTS; i++) {
      scene.emptyList(timerList(prcb, i));
    }
  }

  /// _KTIMER_TABLE: pointers to expired timers (16 or 64), then entries of a lock, a list, a time.
  private long timerList(StructureWriter prcb, int index) {
    boolean wide = scene.system().is64Bit();
    long table = prcb.address("TimerTable");
    return wide ? table + 0x200 + 0x20L * index + 8 : table + 0x40 + 0x18L * index + 4;
  }

  /// Address of a processor's _KPRCB.
  long prcb(int number) {
    return blocks.get(number).address();
  }

  private StructureWriter any() {
    return scene.draws().of(blocks);
  }

  /// A list of threads that wait.
  long waitList() {
    return any().address("WaitListHead");
  }

  /// A list of threads that are ready.
  long readyList(int priority) {
    return any().address("DispatcherReadyListHead[" + (priority & (PRIORITIES - 1)) + "]");
  }

  /// A list of timers.
  long timerList(int hash) {
    return timerList(any(), hash & (TIMER_LISTS - 1));
  }

  /// Names the threads that run, when all are there.
  ///
  /// @param idleThreads addresses, one a processor
  void run(List<Long> idleThreads) {
    List<Long> running = new ArrayList<>();
    for (PlannedThread t : scene.plan().all(PlannedThread.class)) {
      if (t.live() && t.exitTime() == 0 && t.state() == 2) {
        running.add(scene.address(t.id()));
      }
    }
    for (int i = 0; i < blocks.size(); i++) {
      StructureWriter prcb = blocks.get(i);
      prcb.set("IdleThread", idleThreads.get(i));
      prcb.set("CurrentThread", i < running.size() ? running.get(i) : idleThreads.get(i));
      scene.drawMembers("_KPRCB", prcb);
    }
  }
}
