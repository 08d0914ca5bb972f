package org.deepmem.spark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/// Turns what a user names into URIs. A name without a scheme lies where Hadoop's default is: on
/// this machine, unless a cluster's set-up says otherwise.
final class Places {
  private static final String FILE = "file";

  private Places() {}

  /// Whether a name is of this machine's file system: then it is a plain path, whatever signs are
  /// in it.
  static boolean isLocal(String name, Configuration hadoop) {
    String scheme = scheme(name);
    return scheme.isEmpty()
        ? FILE.equals(FileSystem.getDefaultUri(hadoop).getScheme())
        : scheme.equals(FILE);
  }

  /// The plain path of a local name.
  static java.nio.file.Path local(String name) {
    return (scheme(name).equals(FILE)
            ? java.nio.file.Path.of(URI.create(name.replaceFirst("^file:/*", "file:///")))
            : java.nio.file.Path.of(name))
        .toAbsolutePath()
        .normalize();
  }

  /// The URI of a name.
  static String uri(String name, Configuration hadoop) throws IOException {
    return isLocal(name, hadoop) ? local(name).toUri().toString() : remote(name, hadoop).toString();
  }

  /// The full path of a name that isn't local.
  static Path remote(String name, Configuration hadoop) throws IOException {
    try {
      Path path = new Path(name);
      return path.getFileSystem(hadoop).makeQualified(path);
    } catch (IllegalArgumentException e) {
      throw new FileSystemException(name, null, "is no path or URI: " + e.getMessage());
    }
  }

  /// What stands before the first colon, if it can be a scheme; else "".
  private static String scheme(String name) {
    int colon = name.indexOf(':');
    return colon > 1
            && name.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*")
            && name.startsWith("/", colon + 1)
        ? name.substring(0, colon)
        : "";
  }
}
