package org.deepmem.lab.synthesis.objects;

import org.deepmem.lab.synthesis.machine.StructureWriter;

/// The six entries of a thread that record which locks it holds (Windows 10).
final class LockEntries {
  private static final int COUNT = 6;

  private LockEntries() {}

  static void fill(Scene scene, StructureWriter thread) {
    long first = thread.address("LockEntries");
    int bytes = scene.size("_KLOCK_ENTRY");
    thread.set("Tcb.LockEntries", first);
    int free = (1 << COUNT) - 1;
    for (int i = 0; i < COUNT; i++) {
      StructureWriter entry = scene.at("_KLOCK_ENTRY", first + (long) i * bytes);
      long offset = entry.address() - thread.address();
      entry.set("EntryOffset", offset / 16);
      if (scene.draws().chance(0.06)) {
        free &= ~(1 << i);
        entry.set("LockUnsafe", scene.someAddress());
        entry.set("AcquiredByte", 1);
        entry.set("SessionId", scene.draws().of(0, 1, 0xffffffffL));
      }
    }
    thread.set("Tcb.AbEntrySummary", free);
  }
}
