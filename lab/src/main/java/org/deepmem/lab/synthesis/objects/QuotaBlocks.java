package org.deepmem.lab.synthesis.objects;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.lab.synthesis.world.PlannedProcess;

/// Blocks that users' quotas are charged to, one an account.
final class QuotaBlocks {
  private final Scene scene;
  private final Map<String, Long> byAccount = new HashMap<>();
  private final Map<Long, Long> byProcess = new HashMap<>();
  private final List<Long> all = new ArrayList<>();

  QuotaBlocks(Scene scene) {
    this.scene = scene;
    all.add(scene.chargedToSystem());
  }

  /// The block of a process's account.
  long assign(PlannedProcess process, long address) {
    long block =
        process.pid() == 4
            ? scene.chargedToSystem()
            : byAccount.computeIfAbsent(process.account().name(), name -> create());
    byProcess.put(address, block);
    return block;
  }

  /// The block that a process's objects are charged to.
  long of(long process) {
    return byProcess.getOrDefault(process, scene.chargedToSystem());
  }

  long any() {
    return scene.draws().of(all);
  }

  private long create() {
    int bytes = 16 * scene.word();
    long block = scene.buffer(bytes, "PsQb", false).address();
    Draws draws = scene.draws();
    for (int i = 0; i < 12; i++) {
      long value = i % 4 == 2 ? -1 : draws.magnitude(1 << 24);
      scene.memory().pointer(block + (long) i * scene.word(), value);
    }
    scene.memory().u32(block + 12L * scene.word(), 1 + draws.below(60));
    all.add(block);
    return block;
  }
}
