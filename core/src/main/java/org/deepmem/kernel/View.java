package org.deepmem.kernel;

import java.util.Locale;

/// A way in which a kernel itself knows of an object, independent of the others.
public enum View {
  /// Its lists and trees: tasks and threads, modules, mappings, mounted file systems;
  /// PsActiveProcessHead, PsLoadedModuleList.
  LISTS,
  /// Its tables by number, name or address: process numbers, dentry, inode and socket hashes;
  /// PspCidTable.
  TABLES,
  /// Tables of open files and handles of its processes.
  HANDLES,
  /// Other objects that point to it, as a task to its memory map, and what processors run.
  REFERENCES,
  /// The allocator counts it as in use: SLUB's slots, Windows' pool.
  ALLOCATOR;

  /// Its name in results, such as `lists`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
