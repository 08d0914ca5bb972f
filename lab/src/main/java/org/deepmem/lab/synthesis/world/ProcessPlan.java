package org.deepmem.lab.synthesis.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.nn.SeededRandom;
import org.jspecify.annotations.Nullable;

/// Plans which processes run or have run, when, with which threads, and which numbers they have.
final class ProcessPlan {
  /// Those that run first and those that have exited, in the order of their creation.
  final List<ProcessDraft> all = new ArrayList<>();

  private final Map<String, ProcessDraft> firstOf = new HashMap<>();
  private final Draft draft;
  private final SeededRandom random;

  ProcessPlan(Draft draft) {
    this.draft = draft;
    this.random = draft.random(2);
  }

  void plan(int processes) {
    World world = draft.world;
    for (ProcessTemplate template : world.processes) {
      for (int i = 0; i < template.always(); i++) {
        add(template, false);
      }
    }
    List<Double> weights = world.processes.stream().map(ProcessTemplate::weight).toList();
    while (all.size() < processes) {
      add(world.processes.get(Weights.pick(weights, random)), false);
    }
    int exited = Math.max(1, processes * world.churn.processes().drawInt(random) / 100);
    List<Double> mortal = world.processes.stream().map(t -> t.critical() ? 0 : t.weight()).toList();
    for (int i = 0; i < exited; i++) {
      add(world.processes.get(Weights.pick(mortal, random)), true);
    }
    all.sort(Comparator.comparingLong((ProcessDraft p) -> p.create).thenComparingInt(p -> p.id));
    for (ProcessDraft process : all) {
      threads(process);
    }
    new ClientIds(random).assign(all);
  }

  private void add(ProcessTemplate template, boolean exited) {
    Clock clock = draft.clock;
    ProcessDraft parent = parent(template);
    long earliest = parent == null ? clock.boot() : parent.create;
    long create =
        exited
            ? clock.after(earliest, random)
            : Math.max(
                earliest + 1,
                clock.boot()
                    + template.start().draw(random) * Clock.SECOND
                    + random.nextInt((int) Clock.SECOND));
    if (template.image().equals("System")) {
      create = clock.boot() + 1 + random.nextInt((int) Clock.SECOND);
    } else if (create >= clock.now() - Clock.SECOND) {
      create = Clock.between(earliest, clock.now() - 1, random);
    }
    Grammar grammar = draft.world.grammar;
    ProcessDraft process =
        new ProcessDraft(
            draft.reserve(),
            template,
            grammar.expand(template.image(), random),
            grammar.expand(template.folder(), random),
            grammar.expand(template.command(), random),
            create,
            exited ? clock.end(create, random) : 0,
            parent,
            draft.traits.is64Bit() && Distribution.unit(random) < template.wow64());
    if (exited) {
      boolean held = random.nextInt(100) < draft.world.churn.held().drawInt(random);
      process.end =
          held ? 0 : Math.min(clock.now() - 1, process.exit + 1 + random.nextInt(900_000));
    }
    all.add(process);
    if (!exited) {
      firstOf.putIfAbsent(template.image(), process);
    }
  }

  private @Nullable ProcessDraft parent(ProcessTemplate template) {
    return firstOf.get(template.parent());
  }

  private void threads(ProcessDraft process) {
    Clock clock = draft.clock;
    int count = Math.max(1, process.template.threads().drawInt(random));
    long last = process.running() ? clock.now() : process.exit;
    for (int i = 0; i < count; i++) {
      long create =
          i == 0
              ? process.create + 1
              : process.running()
                  ? clock.after(process.create, random)
                  : Clock.between(process.create, last, random);
      long exit = process.running() ? 0 : Clock.between(create, last + 1, random);
      add(process, create, exit);
    }
    if (process.running()) {
      int ended = count * draft.world.churn.threads().drawInt(random) / 100;
      for (int i = 0; i < ended; i++) {
        long create = clock.after(process.create, random);
        add(process, create, clock.end(create, random));
      }
    }
    process.threads.sort(
        Comparator.comparingLong((ProcessDraft.ThreadDraft t) -> t.create)
            .thenComparingInt(t -> t.id));
  }

  private void add(ProcessDraft process, long create, long exit) {
    long end = exit == 0 ? 0 : Math.min(draft.clock.now() - 1, exit + 1 + random.nextInt(200_000));
    process.threads.add(
        new ProcessDraft.ThreadDraft(
            draft.reserve(), process, create, exit, exit == 0 ? 0 : Math.max(exit, end)));
  }
}
