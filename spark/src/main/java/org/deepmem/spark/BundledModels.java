package org.deepmem.spark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deepmem.ModelChoice;

/// The models that travel inside the JAR, as files.
final class BundledModels {
  /// Their names; those that aren't there are left out.
  static final List<String> NAMES =
      List.of("linux-x64", "linux-x64-unseen", "linux-x86", "windows-x64", "windows-x86");

  private static final String ENDING = ".model";

  private BundledModels() {}

  /// Writes them into a folder.
  static ModelChoice unpack(Path folder) throws IOException {
    for (String name : NAMES) {
      try (InputStream in = BundledModels.class.getResourceAsStream("models/" + name + ENDING)) {
        if (in == null) {
          throw new IOException(
              "models/%s: isn't in the JAR of module spark; build it again".formatted(name));
        }
        Files.copy(in, folder.resolve(name + ENDING));
      }
    }
    return new ModelChoice(Optional.empty(), folder);
  }
}
