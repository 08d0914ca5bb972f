package org.deepmem.lab.synthesis.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.nn.SeededRandom;

/// Plans processes' user memory: modules, and regions beside them.
final class UserMemoryPlan {
  private static final long GRANULE = 0x10000;
  private static final int KILOBYTE = 1024;

  private final Draft draft;
  private final FilePlan files;
  private final SeededRandom random;
  private final Map<String, PlannedDll> shared = new HashMap<>();
  private long next64 = 0x7fe_fff0_0000L;
  private long next32 = 0x77f0_0000L;

  UserMemoryPlan(Draft draft, FilePlan files) {
    this.draft = draft;
    this.files = files;
    this.random = draft.random(7);
  }

  /// @param process a running one that isn't System
  void plan(ProcessDraft process) {
    List<PlannedDll> dlls = new ArrayList<>();
    String image = process.folder + "\\" + process.image;
    process.imageFile = files.image(image, process.id, process.create);
    dlls.add(image(process, image));
    for (DllTemplate template : draft.world.dlls) {
      if (process.template.dlls().contains(template.group())
          && Distribution.unit(random) < template.present()) {
        dlls.add(dll(process, template));
      }
    }
    process.dlls = dlls;
    process.regions = regions(process);
  }

  /// The image of a program: the same size and base in all its processes until the next boot.
  private PlannedDll image(ProcessDraft process, String path) {
    return shared.computeIfAbsent(
        (process.wow64 ? "wow64 " : "") + path, key -> mapImage(process, path));
  }

  private PlannedDll mapImage(ProcessDraft process, String path) {
    boolean wide = draft.traits.is64Bit() && !process.wow64;
    long base =
        wide
            ? (draft.traits.build() > 9000 ? 0x7ff6_0000_0000L : 0x1_3f00_0000L)
                + random.nextInt(0xf00) * GRANULE
            : random.nextInt(4) == 0 ? 0x40_0000 : 0x10_0000 + random.nextInt(0xf0) * GRANULE;
    return new PlannedDll(
        process.image,
        "C:" + path,
        base,
        new Distribution.LogNormal(90, 1.1, 4, 30_000).drawInt(random) * 4 * KILOBYTE,
        timestamp(),
        process.imageFile);
  }

  private PlannedDll dll(ProcessDraft process, DllTemplate template) {
    boolean narrow = process.wow64 || !draft.traits.is64Bit();
    return shared.computeIfAbsent(
        (process.wow64 ? "wow64 " : "") + template.name(), key -> map(process, template, narrow));
  }

  private PlannedDll map(ProcessDraft process, DllTemplate template, boolean narrow) {
    String folder = process.wow64 ? "\\Windows\\SysWOW64" : "\\Windows\\System32";
    int size = (template.kilobytes() + 3) / 4 * 4 * KILOBYTE;
    long span = (size + GRANULE - 1) / GRANULE * GRANULE + random.nextInt(6) * GRANULE;
    long base;
    if (narrow) {
      next32 -= span;
      base = next32;
    } else {
      next64 -= span;
      base = next64 + (draft.traits.build() > 9000 ? 0x7800_0000_0000L : 0);
    }
    String path = folder + "\\" + template.name();
    return new PlannedDll(
        template.name(),
        "C:" + path,
        base,
        size,
        timestamp(),
        files.image(path, process.id, process.create));
  }

  private int timestamp() {
    return (int) (Clock.toUnix(draft.clock.boot()) - 86_400 - random.nextInt(200_000_000));
  }

  private List<PlannedRegion> regions(ProcessDraft process) {
    List<PlannedRegion> regions = new ArrayList<>();
    for (RegionTemplate template : draft.world.regions) {
      boolean aThread =
          template.kind() == PlannedRegion.Kind.STACK || template.kind() == PlannedRegion.Kind.TEB;
      long count =
          aThread
              ? process.threads.stream().filter(ProcessDraft.ThreadDraft::running).count()
              : template.count().draw(random);
      for (long i = 0; i < count; i++) {
        int pages = Math.max(1, template.pages().drawInt(random));
        int resident =
            (int) (pages * Math.clamp(template.residentPercent().draw(random), 0, 100L) / 100);
        int file =
            template.kind() == PlannedRegion.Kind.MAPPED_FILE
                ? files.image(
                    draft.world.grammar.draw("file", random),
                    process.id,
                    draft.clock.after(process.create, random))
                : -1;
        regions.add(
            new PlannedRegion(
                template.kind(), pages, resident, template.protection().drawInt(random), file));
      }
    }
    return regions;
  }
}
