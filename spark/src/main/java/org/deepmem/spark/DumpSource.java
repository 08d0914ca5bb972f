package org.deepmem.spark;

import java.io.Serializable;

/// A dump to be scanned.
///
/// @param uri where it lies, `file:` or a URI of Hadoop's
/// @param path the same for people: a plain path of what is on a local file system
/// @param bytes its length; -1 where it isn't there
/// @param modified milliseconds since 1970
record DumpSource(String uri, String path, long bytes, long modified) implements Serializable {
  /// A file that was named but isn't there.
  static final int MISSING = -1;

  /// The file's name, without its folder.
  String file() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
