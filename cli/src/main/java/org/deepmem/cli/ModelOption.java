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
      description = "The model; by default the bundled one for the dump's system and CPU.")
  private @Nullable Path file;

  /// Reads the model.
  ///
  /// @param family system and CPU of the dump, such as `linux-x64`
  /// @throws IOException when it can't be read or was made for another family
  GnnModel read(String family) throws IOException {
    GnnModel model = ModelFile.read(path(family));
    if (!model.kernelFamily().equals(family)) {
      throw new IOException(
          "%s: is for %s, the dump is of %s; give --model, or train one"
              .formatted(path(family), model.kernelFamily(), family));
    }
    return model;
  }

  /// Where the model for a family is.
  Path path(String family) {
    return file == null ? Home.path("models/" + family + ".model") : file;
  }
}
