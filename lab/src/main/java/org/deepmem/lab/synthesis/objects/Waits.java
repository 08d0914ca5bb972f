package org.deepmem.lab.synthesis.objects;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.ObjectKind;
import org.deepmem.lab.synthesis.world.PlannedFile;
import org.deepmem.lab.synthesis.world.PlannedObject;
import org.deepmem.lab.synthesis.world.PlannedOther;
import org.deepmem.lab.synthesis.world.PlannedProcess;
import org.deepmem.lab.synthesis.world.PlannedThread;

/// What threads wait for: wait blocks in the lists of dispatcher objects, timers, queues, the
/// processors' lists of waiting and of ready threads.
final class Waits {
  private static final int READY = 1;
  private static final int WAITING = 5;
  private static final int QUEUE = 15;
  private static final int DELAY = 4;
  private static final int TIMER_BLOCK = 3;
  private static final Set<ObjectKind> DISPATCHERS =
      Set.of(
          ObjectKind.EVENT,
          ObjectKind.SEMAPHORE,
          ObjectKind.MUTANT,
          ObjectKind.TIMER,
          ObjectKind.IO_COMPLETION);

  private final Scene scene;
  private final ThreadQueues processors;
  private final Map<Long, Set<Long>> links = new HashMap<>();

  Waits(Scene scene, ThreadQueues processors) {
    this.scene = scene;
    this.processors = processors;
  }

  /// Enters a thread in the lists that its state calls for.
  void enter(PlannedThread t, StructureWriter w, Placed placed) {
    if (t.state() == READY) {
      link(placed, processors.readyList(t.priority()), w.address("Tcb.WaitListEntry"));
    } else if (t.state() == WAITING) {
      waitBlocks(t, w, placed);
      if (t.userWait()) {
        link(placed, processors.waitList(), w.address("Tcb.WaitListEntry"));
      }
    }
  }

  private void waitBlocks(PlannedThread t, StructureWriter w, Placed placed) {
    int count = 0;
    for (int id : t.waitsOn()) {
      long header = dispatcherHeader(id);
      if (header != 0 && count < TIMER_BLOCK) {
        block(w, count, header, placed, link -> link(placed, head(header), link));
        count++;
      }
    }
    if (count == 0 && t.waitReason() != DELAY) {
      long event = stackEvent(w);
      block(w, 0, event, placed, link -> link(placed, head(event), link));
      count = 1;
    }
    boolean timed = t.waitReason() == DELAY || scene.draws().chance(0.35);
    if (timed) {
      timer(t, w, placed);
    }
    int first = count == 0 ? TIMER_BLOCK : 0;
    w.set("Tcb.WaitBlockList", w.address("Tcb.WaitBlock[" + first + "]"));
    chain(w, count, timed);
    w.setIfPresent("Tcb.WaitBlockCount", count);
    if (t.waitReason() == QUEUE && !t.waitsOn().isEmpty()) {
      queue(t, w, placed);
    }
  }

  private static void chain(StructureWriter w, int count, boolean timed) {
    if (!w.has("Tcb.WaitBlock[0].NextWaitBlock")) {
      return;
    }
    int first = count == 0 ? TIMER_BLOCK : 0;
    for (int i = 0; i < count; i++) {
      int next = i + 1 < count ? i + 1 : timed ? TIMER_BLOCK : first;
      w.set("Tcb.WaitBlock[" + i + "].NextWaitBlock", w.address("Tcb.WaitBlock[" + next + "]"));
    }
    if (timed) {
      w.set("Tcb.WaitBlock[3].NextWaitBlock", w.address("Tcb.WaitBlock[" + first + "]"));
    }
  }

  private void block(
      StructureWriter w, int index, long object, Placed placed, Consumer<Long> linker) {
    String b = "Tcb.WaitBlock[" + index + "]";
    w.set(b + ".Thread", placed.body);
    w.set(b + ".Object", object);
    w.set(b + ".WaitKey", index == TIMER_BLOCK ? 0x102 : index);
    w.set(b + ".WaitType", 1);
    w.set(b + ".BlockState", index == TIMER_BLOCK ? 2 : scene.draws().of(2, 2, 4));
    linker.accept(w.address(b + ".WaitListEntry"));
  }

  private void timer(PlannedThread t, StructureWriter w, Placed placed) {
    long timer = w.address("Tcb.Timer");
    long due =
        scene.plan().now() - scene.plan().bootTime() + scene.draws().magnitude(10_000_000L * 900);
    w.set("Tcb.Timer.DueTime", due);
    w.set("Tcb.Timer.Header.Inserted", 1);
    w.setIfPresent("Tcb.Timer.Header.Hand", due >>> 18 & 0xff);
    w.setIfPresent("Tcb.TimerActive", 1);
    block(
        w,
        TIMER_BLOCK,
        timer,
        placed,
        link -> {
          scene.emptyList(head(timer));
          scene.link(head(timer), link);
        });
    link(placed, processors.timerList((int) (due >>> 18)), w.address("Tcb.Timer.TimerListEntry"));
    w.set("Tcb.WaitTime", t.waitTicks());
  }

  /// KQUEUE: a dispatcher header, the list of entries, two counts, the list of threads.
  private void queue(PlannedThread t, StructureWriter w, Placed placed) {
    PlannedObject target = scene.plan().object(t.waitsOn().get(0));
    long queue = scene.address(target.id());
    if (target instanceof PlannedOther o && o.kind() == ObjectKind.IO_COMPLETION && queue != 0) {
      w.set("Tcb.Queue", queue);
      int header = scene.size("_DISPATCHER_HEADER");
      link(placed, queue + header + 2L * scene.word() + 8, w.address("Tcb.QueueListEntry"));
    }
  }

  /// An event on the thread's own stack.
  private long stackEvent(StructureWriter w) {
    long stack = w.get("Tcb.KernelStack");
    long at = (stack + 0x60 + 8L * scene.draws().below(16)) & -8;
    long base = w.get("Tcb.StackBase");
    if (base - at < 0x80 && scene.system().is64Bit()) {
      at = stack;
    }
    StructureWriter event = scene.at("_KEVENT", at);
    event.set("Header.Lock", 0);
    event.set("Header.Type", scene.draws().below(2));
    event.set("Header.Size", scene.size("_KEVENT") / 4);
    event.set("Header.SignalState", 0);
    event.emptyList("Header.WaitListHead");
    return at;
  }

  /// The dispatcher header that one waits on for an object; 0: the object has none.
  private long dispatcherHeader(int id) {
    long body = scene.address(id);
    if (body == 0) {
      return 0;
    }
    return switch (scene.plan().object(id)) {
      case PlannedProcess p -> body;
      case PlannedThread t -> body;
      case PlannedFile f -> scene.at("_FILE_OBJECT", body).address("Event");
      case PlannedOther o when DISPATCHERS.contains(o.kind()) -> body;
      default -> 0;
    };
  }

  private long head(long header) {
    return scene.at("_DISPATCHER_HEADER", header).address("WaitListHead");
  }

  private void link(Placed placed, long head, long entry) {
    scene.link(head, entry);
    links.computeIfAbsent(placed.body, body -> new HashSet<>()).add(entry);
  }

  /// Takes a thread out of all lists that it was entered in.
  void leave(Placed placed) {
    Set<Long> entries = links.remove(placed.body);
    if (entries != null) {
      List.copyOf(entries).stream().sorted().forEach(scene::unlink);
    }
  }

  /// What is left of its last wait in a thread that has ended.
  void stale(PlannedThread t, StructureWriter w, Placed placed) {
    w.set("Tcb.WaitBlockList", w.address("Tcb.WaitBlock[0]"));
    int count = 1 + scene.draws().below(2);
    for (int i = 0; i < count; i++) {
      String b = "Tcb.WaitBlock[" + i + "]";
      w.set(b + ".Thread", placed.body);
      w.set(b + ".Object", scene.someAddress());
      w.set(b + ".WaitKey", i);
      w.set(b + ".WaitType", 1);
      long entry = w.address(b + ".WaitListEntry");
      long other = scene.someAddress();
      scene.memory().pointer(entry, other);
      scene.memory().pointer(entry + scene.word(), other);
    }
    chain(w, count, false);
    w.setIfPresent("Tcb.WaitBlockCount", count);
    if (scene.draws().chance(0.4)) {
      w.set("Tcb.Timer.DueTime", Math.max(1, t.exitTime() - scene.plan().bootTime()));
    }
    long entry = w.address("Tcb.WaitListEntry");
    scene.memory().pointer(entry, scene.someAddress());
    scene.memory().pointer(entry + scene.word(), processors.waitList());
  }
}
