package org.deepmem.lab.synthesis.world;

import org.deepmem.nn.SeededRandom;

/// Plans the pools' blocks that are no objects.
final class BlockPlan {
  private final Draft draft;
  private final SeededRandom random;

  BlockPlan(Draft draft) {
    this.draft = draft;
    this.random = draft.random(10);
  }

  /// @param processes how many run
  void plan(int processes) {
    Clock clock = draft.clock;
    for (PoolTemplate template : draft.world.pools) {
      int live = template.fixed().drawInt(random);
      for (int i = 0; i < processes; i++) {
        live += template.perProcess().drawInt(random);
      }
      for (int i = 0; i < live; i++) {
        block(template, clock.after(clock.boot(), random), 0);
      }
      int ended = (int) ((long) live * template.ended().drawInt(random) / 100);
      for (int i = 0; i < ended; i++) {
        long create = clock.after(clock.boot(), random);
        block(template, create, clock.end(create, random));
      }
    }
  }

  private void block(PoolTemplate template, long create, long end) {
    draft.put(
        new PlannedBlock(
            draft.reserve(),
            template.tag(),
            Math.max(1, template.bytes().drawInt(random)),
            template.paged(),
            template.contents(),
            create,
            end));
  }
}
