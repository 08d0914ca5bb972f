package org.deepmem.lab.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.deepmem.ModelTraining;
import org.deepmem.files.OwnerOnly;
import org.deepmem.files.Sha256;
import org.deepmem.lab.LabException;
import org.deepmem.label.GraphTruth;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelFile;

/// Where cells work: models that several of them need are trained once and kept, and a training
/// that was interrupted goes on from its checkpoint.
final class Bench {
  private static final int CHECKPOINT_EVERY = 100;

  private final Path models;
  private final FileHashes hashes;
  private final ExperimentListener listener;

  /// @param models folder of the models; made when the first one is there
  Bench(Path models, FileHashes hashes, ExperimentListener listener) {
    this.models = models;
    this.hashes = hashes;
    this.listener = listener;
  }

  /// The model of a plan.
  GnnModel model(TrainingPlan plan) throws IOException {
    String name = hash(plan.describe(hashes).toString()).substring(0, 16);
    Path file = models.resolve(name + ".model");
    if (Files.exists(file)) {
      return ModelFile.read(file);
    }
    OwnerOnly.folder(models);
    Path checkpoint = models.resolve(name + ".checkpoint");
    int cut = plan.options().config().cut();
    List<GraphTruth> train = CutGraphs.read(plan.train(), cut);
    List<GraphTruth> validation = CutGraphs.read(plan.validation(), cut);
    ModelTraining training =
        new ModelTraining(train, List.of(), validation, List.of(), plan.keyNodes());
    GnnModel model =
        training.train(
            plan.options().withCheckpoint(checkpoint, CHECKPOINT_EVERY),
            family(Stream.concat(train.stream(), validation.stream()).toList()),
            listener::training);
    ModelFile.write(model, file);
    Files.deleteIfExists(checkpoint);
    return model;
  }

  /// Says something that isn't a result.
  void note(String line) {
    listener.note(line);
  }

  /// The hash of a text, in hexadecimal.
  static String hash(String text) {
    return HexFormat.of().formatHex(Sha256.start().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// System and CPU of some graphs; those made before it was noted are of Linux.
  private static String family(List<GraphTruth> dumps) throws LabException {
    List<String> families = GraphTruth.families(dumps);
    if (families.size() > 1) {
      throw new LabException(
          "%s and others: graphs of %s together; a model is of one system and CPU"
              .formatted(dumps.getFirst().name(), String.join(" and ", families)));
    }
    return families.getFirst();
  }
}
