package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `--type`: by default all that the model knows.
@Command
final class TypesOption {
  @Option(
      names = "--type",
      split = ",",
      paramLabel = "TYPE",
      description = "Only objects of these types.")
  private List<String> types = List.of();

  /// Refuses types that the model can't find.
  ///
  /// @param path of the model, for the message
  void check(GnnModel model, Path path) throws IOException {
    List<String> known = model.types().stream().map(ModelType::name).toList();
    for (String type : types) {
      if (!known.contains(type)) {
        throw new IOException("%s: knows no type '%s'; it knows %s".formatted(path, type, known));
      }
    }
  }

  /// Whether a type is asked for.
  boolean wanted(String type) {
    return types.isEmpty() || types.contains(type);
  }
}
