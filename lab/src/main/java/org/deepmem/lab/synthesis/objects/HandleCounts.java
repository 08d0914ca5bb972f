package org.deepmem.lab.synthesis.objects;

import java.util.HashMap;
import java.util.Map;
import org.deepmem.lab.synthesis.world.PlannedHandle;
import org.deepmem.lab.synthesis.world.PlannedProcess;
import org.deepmem.lab.synthesis.world.RunningSystem;

/// How many handles lead to each object of a plan.
final class HandleCounts {
  private final Map<Integer, Integer> counts = new HashMap<>();

  static HandleCounts of(RunningSystem plan) {
    HandleCounts result = new HandleCounts();
    for (PlannedProcess process : plan.all(PlannedProcess.class)) {
      if (process.live()) {
        for (PlannedHandle handle : process.handles()) {
          result.counts.merge(handle.object(), 1, Integer::sum);
        }
      }
    }
    return result;
  }

  int to(int object) {
    return counts.getOrDefault(object, 0);
  }
}
