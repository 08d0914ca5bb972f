package org.deepmem.lab.synthesis.objects;

import java.util.List;
import org.deepmem.lab.synthesis.machine.StructureWriter;

/// The object types themselves, and the table that indices lead into.
final class TypeObjects {
  private static final long UNUSED = 0xbad0b0b0L;

  private TypeObjects() {}

  static void write(Scene scene, ObjectAllocator allocator, Directories directories) {
    List<String> names = ObjectTypeNames.of(scene.system());
    long table = scene.global("ObTypeIndexTable");
    int word = scene.word();
    scene.memory().pointer(table, 0);
    scene.memory().pointer(table + word, UNUSED);
    long directory = directories.of("\\ObjectTypes");
    for (int i = 0; i < names.size(); i++) {
      long type = write(scene, allocator, names.get(i), ObjectTypeNames.FIRST + i, directory);
      directories.enter(directory, names.get(i), type);
      scene.memory().pointer(table + (long) (ObjectTypeNames.FIRST + i) * word, type);
    }
    scene.memory().pointer(table + (long) (ObjectTypeNames.FIRST + names.size()) * word, 0);
    if (scene.system().majorVersion() >= 10) {
      scene.memory().u32(scene.global("ObHeaderCookie"), scene.cookie());
    }
  }

  private static long write(
      Scene scene, ObjectAllocator allocator, String name, int index, long directory) {
    Placed placed =
        allocator.allocate(
            ObjectSpec.of("Type", scene.size("_OBJECT_TYPE"), false)
                .named(name, directory)
                .asPermanent());
    StructureWriter w = scene.at("_OBJECT_TYPE", placed.body);
    Draws draws = scene.draws();
    w.emptyList("TypeList");
    w.emptyList("CallbackList");
    w.unicode("Name", name, scene.own(placed, 2 * name.length() + 2, "ObNm", true));
    w.set("Index", index);
    w.set("Key", tag(name));
    long objects = draws.magnitude(20_000);
    w.set("TotalNumberOfObjects", objects);
    w.set("TotalNumberOfHandles", objects + draws.magnitude(4000));
    w.set("HighWaterNumberOfObjects", objects + draws.magnitude(4000));
    w.set("HighWaterNumberOfHandles", objects + draws.magnitude(9000));
    w.set("TypeInfo.Length", scene.size("_OBJECT_TYPE_INITIALIZER"));
    w.set("TypeInfo.ObjectTypeFlags", draws.of(0, 8, 0x0c, 0x4a, 0x18));
    w.set("TypeInfo.ValidAccessMask", draws.of(0x1f0003, 0x1fffff, 0xf003f, 0x1f01ff));
    w.set("TypeInfo.InvalidAttributes", draws.of(0, 0x100, 0xb0));
    w.set("TypeInfo.PoolType", draws.of(0, 1, 0x200));
    for (String procedure :
        new String[] {"Close", "Delete", "Parse", "Security", "QueryName", "OkayToClose"}) {
      if (draws.chance(procedure.equals("Security") ? 1 : 0.4)) {
        w.set("TypeInfo." + procedure + "Procedure", scene.routine(name + procedure));
      }
    }
    return placed.body;
  }

  private static long tag(String name) {
    String tag = ObjectTypeNames.tag(name);
    return tag.charAt(0) | tag.charAt(1) << 8 | tag.charAt(2) << 16 | (long) tag.charAt(3) << 24;
  }
}
