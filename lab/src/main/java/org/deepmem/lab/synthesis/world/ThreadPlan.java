package org.deepmem.lab.synthesis.world;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.nn.SeededRandom;

/// Plans what threads do and what lies on their kernel stacks.
final class ThreadPlan {
  private static final int WAITING = 5;
  private static final int RUNNING = 2;
  private static final int TERMINATED = 4;
  private static final int HIGHEST_VARIABLE = 15;
  private static final int MOST_WAITED_FOR = 4;

  private final Draft draft;
  private final ModulePlan modules;
  private final SeededRandom random;
  private int idle;

  /// @param processors number of threads that can run at once
  ThreadPlan(Draft draft, ModulePlan modules, int processors) {
    this.draft = draft;
    this.modules = modules;
    this.random = draft.random(8);
    this.idle = processors;
  }

  /// Plans a process's threads, its handles being planned.
  void plan(ProcessDraft process) {
    for (ProcessDraft.ThreadDraft thread : process.threads) {
      plan(process, thread);
    }
  }

  private void plan(ProcessDraft process, ProcessDraft.ThreadDraft thread) {
    ThreadTemplate template = draft.world.threads;
    int state = state(thread, template);
    boolean gui = Distribution.unit(random) < process.template.gui();
    int base = process.template.priority();
    int boost = template.boost().drawInt(random);
    int priority = base > HIGHEST_VARIABLE ? base : Math.clamp(base + boost, 1, HIGHEST_VARIABLE);
    long last = thread.running() ? draft.clock.now() : thread.exit;
    int most = draft.clock.ticks(last) - draft.clock.ticks(thread.create);
    int switches = Math.max(1, template.contextSwitches().drawInt(random));
    long spent = switches * template.ticksPerMille().draw(random) / 1000;
    int kernel = (int) Math.clamp((long) (spent * Distribution.unit(random)), 0, most / 2);
    boolean system = process.isSystem();
    draft.put(
        new PlannedThread(
            thread.id,
            process.id,
            thread.tid,
            thread.create,
            thread.exit,
            thread.end,
            startModule(process),
            random.nextInt(0x8000) & ~3,
            gui,
            state,
            state == WAITING ? template.waitReason().drawInt(random) : random.nextInt(8),
            !system && Distribution.unit(random) < template.userWait(),
            base,
            priority,
            kernel,
            system ? 0 : (int) Math.clamp(spent - kernel, 0, most / 2),
            switches,
            switches * Math.max(1, template.cyclesPerSwitch().draw(random)),
            Math.max(
                draft.clock.ticks(thread.create),
                draft.clock.ticks(last) - template.waitTicksAgo().drawInt(random)),
            thread.running() ? stack(process, thread, gui) : List.of(),
            state == WAITING ? waits(process, template) : List.of()));
  }

  private int state(ProcessDraft.ThreadDraft thread, ThreadTemplate template) {
    if (!thread.running()) {
      return TERMINATED;
    }
    int state = template.state().drawInt(random);
    if (state != RUNNING) {
      return state;
    }
    return idle-- > 0 ? RUNNING : WAITING;
  }

  private int startModule(ProcessDraft process) {
    if (process.isSystem()) {
      return random.nextInt(3) != 0
          ? modules.loaded.getFirst().id()
          : Weights.any(modules.loaded, random).id();
    }
    return process.dlls.isEmpty() || random.nextInt(3) == 0
        ? 0
        : random.nextInt(process.dlls.size());
  }

  private List<Integer> waits(ProcessDraft process, ThreadTemplate template) {
    List<Integer> waits = new ArrayList<>();
    if (!process.waitable.isEmpty()) {
      for (int i = template.waits().drawInt(random); i > 0 && waits.size() < MOST_WAITED_FOR; i--) {
        waits.add(Weights.any(process.waitable, random));
      }
    }
    return waits;
  }

  private List<PlannedFrame> stack(
      ProcessDraft process, ProcessDraft.ThreadDraft thread, boolean gui) {
    StackTemplate template = draft.world.stacks;
    List<PlannedFrame> frames = new ArrayList<>();
    int count = Math.max(2, template.frames().drawInt(random));
    for (int i = 0; i < count; i++) {
      String file =
          gui && random.nextInt(3) == 0
              ? "win32k.sys"
              : template.modules().get(Weights.pick(template.weights(), random));
      PlannedModule module = i == 0 ? modules.loaded.getFirst() : modules.module(file);
      List<Integer> objects = new ArrayList<>();
      for (int k = template.objects().drawInt(random); k > 0; k--) {
        objects.add(object(process, thread));
      }
      frames.add(
          new PlannedFrame(
              module.id(),
              random.nextInt(Math.max(1, module.size() / 2)),
              Math.max(objects.size() + 1, template.words().drawInt(random)),
              objects));
    }
    return frames;
  }

  private int object(ProcessDraft process, ProcessDraft.ThreadDraft thread) {
    return switch (random.nextInt(6)) {
      case 0 -> process.id;
      case 1, 2 -> thread.id;
      case 3 -> Weights.any(modules.devices, random).id();
      default ->
          process.handles.isEmpty() ? thread.id : Weights.any(process.handles, random).object();
    };
  }
}
