package org.deepmem.lab.synthesis.world;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.deepmem.nn.SeededRandom;

/// Plans the handle tables, and with them most objects.
final class HandlePlan {
  /// What a handle mix calls objects of the types that are looked for.
  static final List<String> LOOKED_FOR = List.of("File", "Key", "Process", "Thread");

  private static final Set<ObjectKind> WAITABLE =
      EnumSet.of(ObjectKind.EVENT, ObjectKind.MUTANT, ObjectKind.SEMAPHORE, ObjectKind.TIMER);
  private static final int[] ACCESS = {
    0x1f0003, 0x100003, 0x12019f, 0x120089, 0x20019, 0xf003f, 0x1fffff, 0x100020, 0x4, 0x804, 0x3
  };

  private final Draft draft;
  private final List<ProcessDraft> processes;
  private final FilePlan files;
  private final KeyPlan keys;
  private final OtherPlan others;
  private final SeededRandom random;

  HandlePlan(
      Draft draft, List<ProcessDraft> processes, FilePlan files, KeyPlan keys, OtherPlan others) {
    this.draft = draft;
    this.processes = processes;
    this.files = files;
    this.keys = keys;
    this.others = others;
    this.random = draft.random(6);
  }

  void plan() {
    List<ProcessDraft> running = processes.stream().filter(ProcessDraft::running).toList();
    for (ProcessDraft process : running) {
      plan(process);
    }
    for (ProcessDraft process : processes) {
      if (!process.running() && process.end == 0) {
        add(Weights.any(running, random), process.id);
      }
    }
  }

  private void plan(ProcessDraft process) {
    Map<String, Double> mix = draft.world.mix(process.template.mix());
    List<String> kinds = List.copyOf(mix.keySet());
    List<Double> weights = kinds.stream().map(mix::get).toList();
    for (int i = process.template.handles().drawInt(random); i > 0; i--) {
      add(process, target(process, kinds.get(Weights.pick(weights, random))));
    }
    for (int i = draft.world.files.cached().drawInt(random); i > 0; i--) {
      files.open(process.id, draft.clock.after(process.create, random), 0);
    }
  }

  private int target(ProcessDraft process, String kind) {
    long time = draft.clock.after(process.create, random);
    return switch (kind) {
      case "File" -> files.open(process.id, time, 0).id();
      case "Key" -> keys.open(process.id, time, 0).id();
      case "Process" -> runningProcess().id;
      case "Thread" -> {
        ProcessDraft owner = random.nextInt(4) == 0 ? runningProcess() : process;
        List<ProcessDraft.ThreadDraft> alive =
            owner.threads.stream().filter(ProcessDraft.ThreadDraft::running).toList();
        yield Weights.any(alive, random).id;
      }
      default -> {
        ObjectKind other = ObjectKind.valueOf(kind.toUpperCase(Locale.ROOT));
        int id = others.open(other, process.id, time).id();
        if (WAITABLE.contains(other)) {
          process.waitable.add(id);
        }
        yield id;
      }
    };
  }

  private ProcessDraft runningProcess() {
    ProcessDraft process = Weights.any(processes, random);
    while (!process.running()) {
      process = Weights.any(processes, random);
    }
    return process;
  }

  private void add(ProcessDraft process, int object) {
    int last = process.handles.isEmpty() ? 0 : process.handles.getLast().slot();
    int gap = random.nextInt(10) == 0 ? 1 + random.nextInt(4) : 0;
    int attributes = (random.nextInt(9) == 0 ? 2 : 0) | (random.nextInt(60) == 0 ? 1 : 0);
    process.handles.add(
        new PlannedHandle(
            last + 1 + gap, object, ACCESS[random.nextInt(ACCESS.length)], attributes));
  }
}
