package org.deepmem.lab.synthesis.world;

import java.io.IOException;
import java.nio.file.Path;

/// What fills a synthesised Windows: names and distributions, from a world file (docs/formats.md).
///
/// @param name of the world
/// @param members values of members
public record World(String name, MemberValues members) {
  /// Reads a world file.
  public static World read(Path file) throws IOException {
    throw new IOException(file.toString());
  }

  /// A world that comes with the program: `office` or `server`.
  public static World builtIn(String name) {
    throw new IllegalArgumentException(name);
  }

  /// How many processes run at least.
  public int fewestProcesses() {
    return 12;
  }
}
