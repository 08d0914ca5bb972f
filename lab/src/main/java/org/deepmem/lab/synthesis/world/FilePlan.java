package org.deepmem.lab.synthesis.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.nn.SeededRandom;

/// Plans open files.
final class FilePlan {
  private final Draft draft;
  private final ModulePlan modules;
  private final SeededRandom random;
  private final Map<String, Integer> streams = new HashMap<>();
  private final Map<String, Integer> images = new HashMap<>();
  private final List<PlannedFile> live = new ArrayList<>();

  FilePlan(Draft draft, ModulePlan modules) {
    this.draft = draft;
    this.modules = modules;
    this.random = draft.random(3);
  }

  /// How many are open.
  int count() {
    return live.size();
  }

  /// The file that an image's section was made from: one for all that map it, open as long as the
  /// system runs.
  ///
  /// @param path `\Windows\System32\kernel32.dll`
  int image(String path, int opener, long time) {
    Integer known = images.get(path);
    if (known != null) {
      return known;
    }
    int id = draft.reserve();
    images.put(path, id);
    live.add(
        draft.put(
            new PlannedFile(
                id,
                path,
                modules.systemVolume().id(),
                stream(path),
                true,
                opener,
                Math.max(draft.clock.boot() + 1, time - 1),
                0,
                random.nextInt(4) == 0 ? 0b101001 : 0b001001,
                0x44042,
                0,
                -1,
                false)));
    return id;
  }

  /// A file of a process.
  ///
  /// @param end 0: it is open
  PlannedFile open(int opener, long create, long end) {
    FileTemplate template = draft.world.files;
    boolean device = Distribution.unit(random) < template.device();
    PlannedDevice on = device ? Weights.any(modules.devices, random) : volume();
    String path;
    if (on.volume()) {
      path = draft.world.grammar.draw(end == 0 ? "file" : "temporaryFile", random);
    } else if (on.name().endsWith("NamedPipe") || random.nextInt(3) == 0) {
      path = draft.world.grammar.draw("pipe", random);
    } else {
      path = "";
    }
    boolean mapped = on.volume() && Distribution.unit(random) < template.mapped();
    int related =
        !live.isEmpty() && Distribution.unit(random) < template.related()
            ? Weights.any(live, random).id()
            : -1;
    PlannedFile file =
        draft.put(
            new PlannedFile(
                draft.reserve(),
                path,
                on.id(),
                stream(on.id() + path),
                mapped,
                opener,
                create,
                end,
                template.access().drawInt(random),
                template.flags().drawInt(random),
                template.offset().draw(random),
                related,
                Distribution.unit(random) < template.completion()));
    if (end == 0) {
      live.add(file);
    }
    return file;
  }

  private PlannedDevice volume() {
    return random.nextInt(8) == 0 ? Weights.any(modules.volumes, random) : modules.systemVolume();
  }

  private int stream(String path) {
    return streams.computeIfAbsent(path, p -> streams.size());
  }
}
