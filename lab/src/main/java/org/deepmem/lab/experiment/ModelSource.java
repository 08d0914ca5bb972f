package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelFile;

/// Where a cell's model comes from.
sealed interface ModelSource permits TrainingPlan, ModelSource.Given {
  /// All that the model depends on.
  ObjectNode describe(FileHashes hashes) throws IOException;

  /// Its part of a cell's name.
  String key();

  /// The model; trained if need be.
  GnnModel model(Bench bench) throws IOException;

  /// A model's file that the user names.
  record Given(Path file) implements ModelSource {
    @Override
    public String key() {
      return "given";
    }

    @Override
    public ObjectNode describe(FileHashes hashes) throws IOException {
      return JsonNodeFactory.instance.objectNode().put("modelSha256", hashes.of(file));
    }

    @Override
    public GnnModel model(Bench bench) throws IOException {
      return ModelFile.read(file);
    }
  }
}
