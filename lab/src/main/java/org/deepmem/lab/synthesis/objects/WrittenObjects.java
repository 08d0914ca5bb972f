package org.deepmem.lab.synthesis.objects;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    result.add(written("_EPROCESS", idle.process(), true, named("pid", "0", "image", "Idle")));
    for (long thread : idle.threads()) {
      result.add(written("_ETHREAD", thread, true, named("tid", "0", "pid", "0", "image", "Idle")));
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

  /// Named as `label` names them, in its order.
  private Map<String, String> names(PlannedObject object) {
    return switch (object) {
      case PlannedProcess p -> named("pid", "" + p.pid(), "image", p.imageName());
      case PlannedThread t -> {
        PlannedProcess owner = (PlannedProcess) scene.plan().object(t.process());
        yield named("tid", "" + t.tid(), "pid", "" + owner.pid(), "image", owner.imageName());
      }
      case PlannedDriver d -> named("driver", d.name());
      case PlannedFile f -> named("path", f.path());
      case PlannedModule m -> named("module", m.name(), "path", m.path());
      case PlannedKey k -> named("path", ((PlannedKeyBlock) scene.plan().object(k.block())).path());
      default -> Map.of();
    };
  }

  private static Map<String, String> named(String... pairs) {
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      names.put(pairs[i], pairs[i + 1]);
    }
    names.values().removeIf(String::isEmpty);
    return names;
  }
}
