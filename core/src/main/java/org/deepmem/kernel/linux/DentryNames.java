package org.deepmem.kernel.linux;

import java.util.Optional;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;

/// Names of dentries and their paths in their file system. For one thread.
final class DentryNames {
  private static final int LONGEST = 255; // NAME_MAX

  private final KernelReader kernel;
  private final Field name;
  private final Field length;
  private final Field parent;
  private final Field hash;
  private final TreePaths paths;

  DentryNames(KernelReader kernel) {
    this.kernel = kernel;
    name = Field.of(kernel, "dentry", "d_name.name");
    length = Field.of(kernel, "dentry", "d_name.len");
    parent = Field.of(kernel, "dentry", "d_parent");
    hash = Field.of(kernel, "dentry", "d_hash.pprev");
    paths = new TreePaths(parent, this::name);
  }

  /// The last part of the path.
  Optional<String> name(long dentry) {
    long text = name.follow(dentry);
    if (text == 0) {
      return Optional.empty();
    }
    long limit = length.unsigned(dentry).orElse(LONGEST);
    return Optional.of(kernel.text(text, (int) Math.clamp(limit, 0L, (long) LONGEST)));
  }

  /// The path from the file system's root.
  Optional<String> path(long dentry) {
    return paths.of(dentry);
  }

  /// The directory; 0 where it isn't in the dump.
  long parent(long dentry) {
    return parent.follow(dentry);
  }

  /// Whether no look-up finds the name any more, as it was unlinked; roots have none to be found.
  Optional<String> isDeleted(long dentry) {
    if (!hash.in(dentry) || !parent.in(dentry)) {
      return Optional.empty();
    }
    boolean deleted = hash.pointer(dentry) == 0 && parent.pointer(dentry) != dentry;
    return Optional.of(deleted ? "yes" : "no");
  }
}
