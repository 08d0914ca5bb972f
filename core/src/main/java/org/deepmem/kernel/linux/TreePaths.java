package org.deepmem.kernel.linux;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.deepmem.kernel.Field;

/// Paths in a tree whose nodes know their parent, as names in a file system do. Remembers the paths
/// of directories, up to a bound. A climb that doesn't end at a root, as it is too long, leads in a
/// circle or out of the dump, begins with `...`. For one thread.
final class TreePaths {
  private static final int DEEPEST = 128;
  private static final int LONGEST = 4096; // PATH_MAX
  private static final int REMEMBERED = 1 << 16;
  private static final String CUT = "...";

  private final Field parent;
  private final LongFunction<Optional<String>> name;
  private final long[] climb = new long[DEEPEST];
  private final Map<Long, String> remembered =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// @param parent leads to the node above; a root's is 0 or itself
  /// @param name of a node; a root's counts when it isn't `/` or ""
  TreePaths(Field parent, LongFunction<Optional<String>> name) {
    this.parent = parent;
    this.name = name;
  }

  /// The path from the tree's root, which is `/`; empty when the node's own name isn't in the dump.
  Optional<String> of(long node) {
    if (name.apply(node).isEmpty()) {
      return Optional.empty();
    }
    int climbed = 0;
    long at = node;
    String path = remembered.get(at);
    boolean whole = true;
    while (path == null) {
      climb[climbed++] = at;
      long above = parent.pointer(at);
      if (above == 0 || above == at) {
        path = root(climb[--climbed]);
      } else if (climbed == DEEPEST || parent.follow(at) == 0) {
        path = CUT;
        whole = false;
      } else {
        at = above;
        path = remembered.get(at);
      }
    }
    while (climbed > 0) {
      long below = climb[--climbed];
      path = shortened(path + "/" + name.apply(below).orElse("?"));
      if (whole && climbed > 0) {
        remembered.put(below, path);
      }
    }
    return Optional.of(path.isEmpty() ? "/" : path);
  }

  private String root(long node) {
    String own = name.apply(node).orElse("");
    String path = own.isEmpty() || own.equals("/") ? "" : "/" + own;
    remembered.put(node, path);
    return path;
  }

  /// The end of a path that is longer than any the kernel takes.
  static String shortened(String path) {
    return path.length() <= LONGEST ? path : CUT + path.substring(path.length() - LONGEST + 3);
  }
}
