package org.deepmem.kernel;

import java.util.Map;

/// Names objects for people: the PID and command of a process, the path of a file. For one thread.
@FunctionalInterface
public interface ObjectNames {
  /// What tells this object from others of its type, in the order of importance, such as `pid → 1,
  /// tgid → 1, comm → init`. Empty when the type isn't known; bytes that are no such object give
  /// values without sense, never an error.
  ///
  /// @param address virtual address of the object's first byte
  Map<String, String> of(String type, long address);
}
