package org.deepmem.lab.synthesis.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deepmem.nn.SeededRandom;

/// Plans the kernel's modules with their drivers and devices.
final class ModulePlan {
  private static final int KILOBYTE = 1024;
  private static final long TEN_YEARS = 315_360_000;

  final List<PlannedModule> loaded = new ArrayList<>();
  final List<PlannedDevice> devices = new ArrayList<>();
  final List<PlannedDevice> volumes = new ArrayList<>();
  final Map<String, PlannedModule> byFile = new HashMap<>();
  private final List<PlannedDevice> unattached = new ArrayList<>();
  private final Draft draft;
  private final SeededRandom random;

  ModulePlan(Draft draft) {
    this.draft = draft;
    this.random = draft.random(1);
  }

  void plan() {
    for (DriverTemplate template : draft.world.drivers) {
      if (Distribution.unit(random) < template.present()) {
        add(template, 0);
      }
    }
    for (int i = draft.world.system.thirdParty().drawInt(random); i > 0; i--) {
      add(thirdParty(), 0);
    }
    for (int i = draft.world.system.unloaded().drawInt(random); i > 0; i--) {
      long start = draft.clock.after(draft.clock.boot(), random);
      add(thirdParty(), start);
    }
    if (volumes.isEmpty()) {
      throw new IllegalArgumentException(
          "world %s: no driver has a device \\Device\\HarddiskVolume...; add one"
              .formatted(draft.world.name));
    }
  }

  /// The volume that Windows lies on.
  PlannedDevice systemVolume() {
    return volumes.getLast();
  }

  /// Which module a name stands for; the kernel for one that isn't loaded.
  PlannedModule module(String file) {
    return byFile.getOrDefault(file, loaded.getFirst());
  }

  private DriverTemplate thirdParty() {
    String name = draft.world.grammar.draw("thirdParty", random);
    while (byFile.containsKey(name + ".sys")) {
      name += (char) ('a' + random.nextInt(26));
    }
    return new DriverTemplate(
        name + ".sys",
        random.nextInt(8) == 0 ? "\\??\\C:\\Windows\\system32" : "\\SystemRoot\\System32\\drivers",
        "\\Driver\\" + name,
        new Distribution.LogNormal(60, 0.9, 12, 4000),
        1,
        new Distribution.Uniform(1, 60, 1),
        new Distribution.Uniform(1, 3, 1),
        random.nextInt(2) == 0 ? List.of("\\Device\\" + name) : List.of(),
        0x22,
        new Distribution.Uniform(2, 9, 1),
        0.1);
  }

  /// @param unloadedAfter when one that is unloaded was loaded; 0: it stays
  private void add(DriverTemplate template, long unloadedAfter) {
    long create =
        unloadedAfter != 0
            ? unloadedAfter
            : Math.min(
                draft.clock.now() - 2,
                draft.clock.boot()
                    + template.start().draw(random) * Clock.SECOND
                    + random.nextInt((int) Clock.SECOND));
    long end = unloadedAfter != 0 ? draft.clock.end(create, random) : 0;
    int id = draft.reserve();
    int driver = template.driver().isEmpty() ? -1 : draft.reserve();
    int pages = Math.max(3, (template.kilobytes().drawInt(random) + 3) / 4);
    PlannedModule module =
        draft.put(
            new PlannedModule(
                id,
                template.file(),
                path(template),
                pages * 4 * KILOBYTE,
                (int)
                    (Clock.toUnix(draft.clock.boot())
                        - 86_400
                        - (long) (Distribution.unit(random) * TEN_YEARS)),
                (pages * 4 * KILOBYTE + random.nextInt(1 << 16)) & 0x7fff_ffff,
                loaded.size() < 2 ? 0x0800_4000 : 0x0900_4000 | (random.nextInt(8) == 0 ? 0x20 : 0),
                1 + (random.nextInt(3) == 0 ? random.nextInt(24) : 0),
                create,
                end,
                driver));
    if (end == 0) {
      loaded.add(module);
      byFile.put(template.file(), module);
    }
    if (driver >= 0) {
      driver(template, module, driver);
    }
  }

  private static String path(DriverTemplate template) {
    return template.folder() + "\\" + template.file();
  }

  private void driver(DriverTemplate template, PlannedModule module, int id) {
    String name = template.driver();
    int count = template.devices().drawInt(random);
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String device =
          i < template.names().size()
              ? draft.world.grammar.expand(template.names().get(i), random)
              : "";
      ids.addFirst(device(template, module, id, device, i));
    }
    int majors = 1 | 1 << 2;
    for (int i = template.majors().drawInt(random); i > 0; i--) {
      majors |= 1 << random.nextInt(28);
    }
    boolean fileSystem = name.toLowerCase(Locale.ROOT).startsWith("\\filesystem");
    draft.put(
        new PlannedDriver(
            id,
            name,
            "\\REGISTRY\\MACHINE\\SYSTEM\\ControlSet001\\services\\"
                + name.substring(name.lastIndexOf('\\') + 1),
            module.id(),
            module.createTime(),
            module.endTime(),
            0x10 | (random.nextInt(3) == 0 ? 2 : 0) | (fileSystem ? 0x80 : 0),
            template.majors().equals(new Distribution.Constant(28)) ? 0x0fff_ffff : majors,
            Distribution.unit(random) < template.fastIo(),
            random.nextInt(12) == 0,
            random.nextInt(5) != 0,
            random.nextInt(Math.max(1, module.size() - 0x2000)) & ~0xf,
            ids));
  }

  private int device(
      DriverTemplate template, PlannedModule module, int driver, String name, int index) {
    boolean volume = name.startsWith("\\Device\\HarddiskVolume");
    int attachedTo = -1;
    int stack = 1 + random.nextInt(2);
    if (module.live() && name.isEmpty() && !unattached.isEmpty() && random.nextInt(2) == 0) {
      PlannedDevice below = unattached.remove(random.nextInt(unattached.size()));
      attachedTo = below.id();
      stack = below.stackSize() + 1;
    }
    int id = draft.reserve();
    long create = module.createTime() + 1 + (long) index * (1 + random.nextInt(90_000));
    PlannedDevice device =
        draft.put(
            new PlannedDevice(
                id,
                driver,
                name,
                create,
                module.live() ? 0 : Math.max(create + 1, module.endTime()),
                template.deviceType(),
                random.nextInt(3) == 0 ? 0x180 : 0x100 * random.nextInt(2),
                0x40 << random.nextInt(2) | (random.nextInt(2) == 0 ? 0x10 : 0x4),
                stack,
                8 * (1 + new Distribution.LogNormal(40, 1.2, 0, 500).drawInt(random)),
                attachedTo,
                volume ? 512 : 0,
                volume));
    if (module.live()) {
      devices.add(device);
      if (volume) {
        volumes.add(device);
      } else if (!name.isEmpty()) {
        unattached.add(device);
      }
    }
    return id;
  }
}
