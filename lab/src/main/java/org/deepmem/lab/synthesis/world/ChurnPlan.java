package org.deepmem.lab.synthesis.world;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deepmem.nn.SeededRandom;

/// Plans objects that were made and freed while the system ran.
final class ChurnPlan {
  private final Draft draft;
  private final List<ProcessDraft> processes;
  private final SeededRandom random;

  ChurnPlan(Draft draft, List<ProcessDraft> processes) {
    this.draft = draft;
    this.processes = processes;
    this.random = draft.random(9);
  }

  void plan(FilePlan files, KeyPlan keys, OtherPlan others) {
    ChurnTemplate churn = draft.world.churn;
    for (int i = share(files.count(), churn.files()); i > 0; i--) {
      ProcessDraft process = Weights.any(processes, random);
      long create = time(process);
      files.open(process.id, create, end(process, create));
    }
    for (int i = share(keys.count(), churn.keys()); i > 0; i--) {
      ProcessDraft process = Weights.any(processes, random);
      long create = time(process);
      keys.open(process.id, create, end(process, create));
    }
    for (int i = share(others.count(), churn.objects()); i > 0; i--) {
      ProcessDraft process = Weights.any(processes, random);
      long create = time(process);
      others.make(kind(process), process.id, create, end(process, create));
    }
  }

  private int share(int live, Distribution percent) {
    return (int) ((long) live * percent.drawInt(random) / 100);
  }

  private long time(ProcessDraft process) {
    return process.running()
        ? draft.clock.after(process.create, random)
        : Clock.between(process.create, process.exit, random);
  }

  private long end(ProcessDraft process, long create) {
    long end = draft.clock.end(create, random);
    return process.running() ? end : Math.max(create, Math.min(end, process.exit));
  }

  private ObjectKind kind(ProcessDraft process) {
    Map<String, Double> mix = draft.world.mix(process.template.mix());
    List<String> kinds =
        mix.keySet().stream().filter(kind -> !HandlePlan.LOOKED_FOR.contains(kind)).toList();
    List<Double> weights = kinds.stream().map(mix::get).toList();
    return kinds.isEmpty()
        ? ObjectKind.EVENT
        : ObjectKind.valueOf(kinds.get(Weights.pick(weights, random)).toUpperCase(Locale.ROOT));
  }
}
