package org.deepmem.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.deepmem.ModelChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `--model`: by default the one that comes with the program.
@Command
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "The model; by default the bundled one for the dump's system and CPU, of two the one for"
              + " kernels that the other didn't learn from.")
  private @Nullable Path file;

  /// Which one that is.
  ModelChoice choice() {
    return new ModelChoice(Optional.ofNullable(file), Home.path("models"));
  }
}
