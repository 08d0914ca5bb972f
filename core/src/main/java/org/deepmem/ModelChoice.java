package org.deepmem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelFile;

/// Which model a dump is scanned with: one that was named, or of a folder the one for the dump's
/// system and CPU, `FAMILY.model`. Where that one doesn't know the dump's kernel, the one for
/// kernels never seen, `FAMILY-unseen.model`, if there is one.
///
/// @param named the model to take for all dumps
/// @param folder where the models for families lie
public record ModelChoice(Optional<Path> named, Path folder) {
  /// A model and where it lies.
  public record Chosen(GnnModel network, Path path) {}

  /// Reads the model.
  ///
  /// @param family system and CPU of the dumps, such as `linux-x64`
  /// @param releases of their kernels, as far as they are known
  /// @throws IOException when it can't be read or was made for another family
  public Chosen read(String family, Collection<String> releases) throws IOException {
    Path path = path(family);
    GnnModel model = ModelFile.read(path);
    if (!model.kernelFamily().equals(family)) {
      throw new IOException(
          "%s: is for %s, the dump is of %s; give --model, or train one"
              .formatted(path, model.kernelFamily(), family));
    }
    boolean strange = !releases.isEmpty() && releases.stream().noneMatch(model::knows);
    return named.isEmpty() && strange && Files.exists(unseen(family))
        ? new Chosen(ModelFile.read(unseen(family)), unseen(family))
        : new Chosen(model, path);
  }

  /// Where the model for a family is, or should be.
  public Path path(String family) {
    return named.orElseGet(() -> folder.resolve(family + ".model"));
  }

  /// All model files of which the choice for a family depends on the dump, those that exist.
  public List<Path> candidates(String family) {
    return Stream.concat(
            Stream.of(path(family)), named.isPresent() ? Stream.of() : Stream.of(unseen(family)))
        .filter(Files::exists)
        .toList();
  }

  private Path unseen(String family) {
    return folder.resolve(family + "-unseen.model");
  }
}
