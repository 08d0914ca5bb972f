package org.deepmem.spark;

import java.util.Optional;
import java.util.Set;

/// Of which host a dump is.
final class Hosts {
  /// Names that many machines have, so that they tell none from another.
  private static final Set<String> ANYONE =
      Set.of("localhost", "localhost.localdomain", "(none)", "none");

  private Hosts() {}

  /// What a dump says of itself, else its file's path.
  static String of(Optional<String> said, DumpSource source) {
    return said.filter(name -> !ANYONE.contains(name)).orElse(source.path());
  }
}
