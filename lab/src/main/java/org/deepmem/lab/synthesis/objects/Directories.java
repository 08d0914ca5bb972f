package org.deepmem.lab.synthesis.objects;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.deepmem.lab.synthesis.machine.StructureWriter;

/// The tree of named objects.
final class Directories {
  private static final int BUCKETS = 37;

  private final Scene scene;
  private final ObjectAllocator allocator;
  private final Map<String, Long> byPath = new HashMap<>();

  Directories(Scene scene, ObjectAllocator allocator) {
    this.scene = scene;
    this.allocator = allocator;
    long root = create("\\", 0);
    byPath.put("", root);
    scene.memory().pointer(scene.global("ObpRootDirectoryObject"), root);
  }

  /// The directory of a path, made when it isn't there.
  ///
  /// @param path `\Driver`; empty for the root
  long of(String path) {
    Long known = byPath.get(path);
    if (known != null) {
      return known;
    }
    int cut = Math.max(0, path.lastIndexOf('\\'));
    long parent = of(path.substring(0, cut));
    String name = path.substring(cut + 1);
    long directory = create(name, parent);
    byPath.put(path, directory);
    enter(parent, name, directory);
    return directory;
  }

  /// The directory that an object of this path belongs to.
  long parentOf(String path) {
    return of(path.substring(0, Math.max(0, path.lastIndexOf('\\'))));
  }

  /// The last part of a path.
  static String nameOf(String path) {
    return path.substring(path.lastIndexOf('\\') + 1);
  }

  private long create(String name, long parent) {
    int bytes = scene.size("_OBJECT_DIRECTORY");
    Placed placed =
        allocator.allocate(
            ObjectSpec.of("Directory", bytes, true)
                .named(name, parent)
                .counted(scene.draws().below(40), 1 + scene.draws().below(30))
                .asPermanent());
    StructureWriter w = scene.at("_OBJECT_DIRECTORY", placed.body);
    w.setIfPresent("SessionId", -1);
    return placed.body;
  }

  /// Enters an object.
  void enter(long directory, String name, long object) {
    StructureWriter w = scene.at("_OBJECT_DIRECTORY", directory);
    long hash = hash(name);
    String bucket = "HashBuckets[" + hash % BUCKETS + "]";
    long entry = scene.buffer(scene.size("_OBJECT_DIRECTORY_ENTRY"), "ObDi", true).address();
    StructureWriter e = scene.at("_OBJECT_DIRECTORY_ENTRY", entry).zero();
    e.set("ChainLink", w.get(bucket));
    e.set("Object", object);
    e.set("HashValue", hash);
    w.set(bucket, entry);
  }

  /// Takes an object out.
  void leave(long directory, String name, long object) {
    StructureWriter w = scene.at("_OBJECT_DIRECTORY", directory);
    String bucket = "HashBuckets[" + hash(name) % BUCKETS + "]";
    long before = w.address(bucket);
    long entry = scene.memory().pointer(before);
    while (entry != 0) {
      StructureWriter e = scene.at("_OBJECT_DIRECTORY_ENTRY", entry);
      if (e.get("Object") == object) {
        scene.memory().pointer(before, e.get("ChainLink"));
        return;
      }
      before = e.address("ChainLink");
      entry = scene.memory().pointer(before);
    }
  }

  private static long hash(String name) {
    long hash = 0;
    String upper = name.toUpperCase(Locale.ROOT);
    for (int i = 0; i < upper.length(); i++) {
      hash = (hash + (hash << 1) + (hash >>> 1) + upper.charAt(i)) & 0xffffffffL;
    }
    return hash;
  }
}
