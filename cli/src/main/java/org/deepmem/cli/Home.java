package org.deepmem.cli;

import java.nio.file.Path;

/// The folder that the program was started from, which holds models and samples. The launcher says
/// where it is.
final class Home {
  private Home() {}

  /// A file in it, relative to the working directory where that is shorter.
  static Path path(String relative) {
    Path working = Path.of("").toAbsolutePath();
    Path file = Path.of(System.getProperty("deepmem.home", "")).toAbsolutePath().resolve(relative);
    return file.startsWith(working) ? working.relativize(file) : file;
  }
}
