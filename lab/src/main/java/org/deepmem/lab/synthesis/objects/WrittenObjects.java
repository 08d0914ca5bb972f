package org.deepmem.lab.synthesis.objects;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deepmem.lab.synthesis.world.PlannedDriver;
import org.deepmem.lab.synthesis.world.PlannedFile;
import org.deepmem.lab.synthesis.world.PlannedKey;
import org.deepmem.lab.synthesis.world.PlannedKeyBlock;
import org.deepmem.lab.synthesis.world.PlannedModule;
import org.deepmem.lab.synthesis.world.PlannedObject;
import org.deepmem.lab.synthesis.world.PlannedProcess;
import org.deepmem.lab.synthesis.world.PlannedThread;

/// Lists what was written of the six types.
final class WrittenObjects {
  private final Scene scene;
  private final IdleProcess idle;
  private final Remains remains;

  WrittenObjects(Scene scene, IdleProcess idle, Remains remains) {
    this.scene = scene;
    this.remains = remains;
    this.idle = idle;
  }

  List<WrittenObject> list() {
    List<WrittenObject> result = new ArrayList<>();
    for (PlannedObject object : scene.plan().objects()) {
      String type = type(object);
      Placed placed = scene.placed(object.id());
      if (!type.isEmpty() && placed != null && (placed.live || remains.whole(type, placed))) {
        result.add(written(type, placed.body, placed.live, names(object)));
      }
    }
    Set<Long> live =
        result.stream().filter(WrittenObject::live).map(WrittenObject::address).collect(toSet());
    result.removeIf(o -> !o.live() && !live.add(o.address()));
    result.add(written("_EPROCESS", idle.process(), true, Map.of("pid", "0", "name", "Idle")));
    for (long thread : idle.threads()) {
      result.add(written("_ETHREAD", thread, true, Map.of("tid", "0", "pid", "0")));
    }
    result.sort((a, b) -> Long.compareUnsigned(a.address(), b.address()));
    return result;
  }

  private WrittenObject written(
      String type, long address, boolean live, Map<String, String> names) {
    return new WrittenObject(
        type, address, scene.memory().physicalAddress(address), scene.size(type), live, names);
  }

  /// The type of an object; empty for those that nobody looks for.
  static String type(PlannedObject object) {
    return switch (object) {
      case PlannedProcess p -> "_EPROCESS";
      case PlannedThread t -> "_ETHREAD";
      case PlannedDriver d -> "_DRIVER_OBJECT";
      case PlannedFile f -> "_FILE_OBJECT";
      case PlannedModule m -> "_LDR_DATA_TABLE_ENTRY";
      case PlannedKey k -> "_CM_KEY_BODY";
      default -> "";
    };
  }

  private Map<String, String> names(PlannedObject object) {
    return switch (object) {
      case PlannedProcess p -> Map.of("pid", "" + p.pid(), "name", p.imageName());
      case PlannedThread t -> {
        PlannedProcess owner = (PlannedProcess) scene.plan().object(t.process());
        yield Map.of("tid", "" + t.tid(), "pid", "" + owner.pid(), "process", owner.imageName());
      }
      case PlannedDriver d -> Map.of("name", d.name());
      case PlannedFile f -> Map.of("path", f.path());
      case PlannedModule m -> Map.of("name", m.name(), "path", m.path());
      case PlannedKey k ->
          Map.of("path", ((PlannedKeyBlock) scene.plan().object(k.block())).path());
      default -> Map.of();
    };
  }
}
