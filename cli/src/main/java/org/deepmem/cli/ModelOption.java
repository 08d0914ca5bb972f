package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
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
      description =
          "The model; by default the bundled one for the dump's system and CPU, of two the one for"
              + " kernels that the other didn't learn from.")
  private @Nullable Path file;

  /// A model and where it lies.
  record Chosen(GnnModel network, Path path) {}

  /// Reads the model.
  ///
  /// @param family system and CPU of the dumps, such as `linux-x64`
  /// @param releases of their kernels, as far as they are known
  /// @throws IOException when it can't be read or was made for another family
  Chosen read(String family, Collection<String> releases) throws IOException {
    Path path = path(family);
    GnnModel model = ModelFile.read(path);
    if (!model.kernelFamily().equals(family)) {
      throw new IOException(
          "%s: is for %s, the dump is of %s; give --model, or train one"
              .formatted(path, model.kernelFamily(), family));
    }
    Path unseen = Home.path("models/" + family + "-unseen.model");
    boolean strange = !releases.isEmpty() && releases.stream().noneMatch(model::knows);
    return file == null && strange && Files.exists(unseen)
        ? new Chosen(ModelFile.read(unseen), unseen)
        : new Chosen(model, path);
  }

  /// Where the model for a family is.
  Path path(String family) {
    return file == null ? Home.path("models/" + family + ".model") : file;
  }
}
