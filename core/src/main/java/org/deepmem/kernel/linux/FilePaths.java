package org.deepmem.kernel.linux;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;

/// Full paths of open files: through the dentries of their file system to where it is mounted, and
/// on through that one's. Files that have no name get /proc's: `pipe:[1234]`. For one thread.
final class FilePaths {
  private static final int DEEPEST = 32;
  private static final int REMEMBERED = 4096;

  private final DentryNames names;
  private final SuperBlocks superBlocks;
  private final Field dentry;
  private final Field mount;
  private final Field root;
  private final Field superBlock;
  private final Field inode;
  private final Field number;
  private final Field outer;
  private final Field mountPoint;
  private final int embedded;
  private final Map<Long, String> mountPoints = new HashMap<>();

  FilePaths(KernelReader kernel, DentryNames names, SuperBlocks superBlocks) {
    this.names = names;
    this.superBlocks = superBlocks;
    dentry = Field.of(kernel, "path", "dentry");
    mount = Field.of(kernel, "path", "mnt");
    root = Field.of(kernel, "vfsmount", "mnt_root");
    superBlock = Field.of(kernel, "dentry", "d_sb");
    inode = Field.of(kernel, "dentry", "d_inode");
    number = Field.of(kernel, "inode", "i_ino");
    outer = Field.of(kernel, "mount", "mnt_parent");
    mountPoint = Field.of(kernel, "mount", "mnt_mountpoint");
    embedded = kernel.offset("mount", "mnt");
  }

  /// The path that a `struct path` is.
  ///
  /// @param path its address
  Optional<String> of(long path) {
    long name = dentry.follow(path);
    return name == 0
        ? Optional.empty()
        : nameless(name)
            .or(() -> names.path(name).map(inside -> full(mount.follow(path), inside, 0)));
  }

  private Optional<String> nameless(long name) {
    return switch (superBlocks.type(superBlock.follow(name)).orElse("")) {
      case "pipefs" -> numbered("pipe", name);
      case "sockfs" -> numbered("socket", name);
      case "anon_inodefs" -> names.name(name).map(kind -> "anon_inode:" + kind);
      default -> Optional.empty();
    };
  }

  private Optional<String> numbered(String kind, long name) {
    return number.count(inode.follow(name)).map(digits -> kind + ":[" + digits + "]");
  }

  /// @param inside path in the mounted file system; a part of it may be what is mounted
  private String full(long mounted, String inside, int depth) {
    String prefix = mounted == 0 ? "" : mountPoint(mounted, depth);
    String top = mounted == 0 ? "/" : names.path(root.follow(mounted)).orElse("/");
    String rest = inside;
    if (!top.equals("/") && (inside.equals(top) || inside.startsWith(top + "/"))) {
      rest = inside.substring(top.length());
    }
    if (prefix.equals("/")) {
      return rest.isEmpty() ? "/" : rest;
    }
    return rest.equals("/") ? prefix : TreePaths.shortened(prefix + rest);
  }

  /// Where a mount hangs; `/` for the outermost, and beyond the depth that is followed.
  private String mountPoint(long mounted, int depth) {
    String known = mountPoints.get(mounted);
    if (known != null) {
      return known;
    }
    long self = mounted - Math.max(0, embedded);
    long above = outer.follow(self);
    long point = mountPoint.follow(self);
    String path = "/";
    if (embedded >= 0 && above != 0 && above != self && point != 0 && depth < DEEPEST) {
      path = names.path(point).map(at -> full(above + embedded, at, depth + 1)).orElse("/");
    }
    if (mountPoints.size() >= REMEMBERED) {
      mountPoints.clear();
    }
    mountPoints.put(mounted, path);
    return path;
  }
}
