package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `--model`: by default the one that comes with the program.
@Command
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The model; by default the bundled one, for Linux on x86-64.")
  private @Nullable Path file;

  /// Reads the model.
  GnnModel read() throws IOException {
    return ModelFile.read(path());
  }

  /// Where the model is.
  Path path() {
    return file == null ? Home.path("models/linux-x64.model") : file;
  }
}
