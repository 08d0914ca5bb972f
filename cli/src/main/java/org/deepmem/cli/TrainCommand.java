package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.deepmem.ModelTraining;
import org.deepmem.files.AsideFile;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.KeyNodeMiner;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelFile;
import org.deepmem.training.TrainingOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `deepmem train`: a model from labelled graphs.
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a model on the graphs of a folder, each with its truth file beside it. The same data,"
          + " options and seed give the same model, bit for bit."
    },
    footer = {"", "Example: deepmem train --data train/ --validation validation/ -o linux.model"})
final class TrainCommand implements Callable<Integer> {
  /// Without `--validation`, every so many-th dump is kept for it.
  private static final int VALIDATION_SHARE = 5;

  private static final Bounds KEY_NODES = new Bounds(1, 200);
  private static final Bounds COVER = new Bounds(0, 20);
  private static final Bounds ANY_LENGTH = new Bounds(0, 200);

  @Option(
      names = "--data",
      required = true,
      split = ",",
      paramLabel = "DIR",
      description = "Folders of graphs and truth files to learn from.")
  private List<Path> data = List.of();

  @Option(
      names = "--moved",
      split = ",",
      paramLabel = "DIR",
      description =
          "Folders to learn from whose kernels have members at other offsets, such as copies by"
              + " 'deepmem lab relayout': their nodes are told by the members that they hang on. They"
              + " prepare the model for kernels that it never saw.")
  private List<Path> movedFolders = List.of();

  @Option(
      names = "--validation",
      split = ",",
      paramLabel = "DIR",
      description =
          "Folders that decide when to stop and where the thresholds lie; by default every fifth"
              + " dump of --data.")
  private List<Path> validationFolders = List.of();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "MODEL",
      description = "Where the model goes.")
  private Path output = Path.of("");

  @Option(
      names = "--type",
      split = ",",
      paramLabel = "TYPE",
      description = "Learn only these types; a model a type, as in the paper, is one run each.")
  private List<String> types = List.of();

  @Option(
      names = "--key-nodes",
      paramLabel = "N",
      description =
          "Key nodes of a type, at most, 1 to 200 (${DEFAULT-VALUE}); more where builds whose"
              + " structures differ are learnt together.")
  private int keyNodes = KeyNodeMiner.STANDARD.perType();

  @Option(
      names = "--cover",
      paramLabel = "N",
      description =
          "Key nodes that every object shall have, beyond those of --key-nodes if it is unlike the"
              + " rest of its type; 0 to 20 (${DEFAULT-VALUE}).")
  private int cover = KeyNodeMiner.STANDARD.cover();

  @Option(
      names = "--any-length",
      paramLabel = "N",
      description =
          "Offsets of a type, at most, at which segments of any length are key nodes, beyond those"
              + " of --key-nodes; 0 to 200 (32; with the paper's recipe 0). They carry objects whose"
              + " pointers were overwritten.")
  private @Nullable Integer anyLength;

  @Mixin private RecipeOptions recipe = new RecipeOptions();
  @Mixin private Console console = new Console();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    AsideFile.check(output);
    TrainingOptions options = recipe.options();
    KEY_NODES.check(spec, "--key-nodes", keyNodes);
    COVER.check(spec, "--cover", cover);
    if (anyLength != null) {
      ANY_LENGTH.check(spec, "--any-length", anyLength);
    }
    List<GraphTruth> training = new ArrayList<>(DataFolder.read(data));
    List<GraphTruth> moved = moved();
    List<GraphTruth> validation = new ArrayList<>();
    if (validationFolders.isEmpty()) {
      keepSomeForValidation(training, validation);
    } else {
      validation.addAll(DataFolder.read(validationFolders));
    }
    String family =
        DataFolder.family(Stream.of(training, moved, validation).flatMap(List::stream).toList());
    ModelTraining work = new ModelTraining(training, moved, validation, types, miner());
    console.note(
        "training on %d dumps, validating on %d, %d key nodes",
        training.size() + moved.size(), validation.size(), work.keyNodes().size());
    try (TrainingLine line = new TrainingLine(console)) {
      GnnModel model = work.train(options, family, line);
      ModelFile.write(model, output);
    }
    console.out("%s", output);
    return 0;
  }

  private List<GraphTruth> moved() throws IOException {
    if (!movedFolders.isEmpty() && miner().anyLength() == 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--moved teaches key nodes of any length, of which --any-length 0 leaves none");
    }
    List<GraphTruth> moved = DataFolder.read(movedFolders);
    for (GraphTruth truth : moved) {
      if (truth.layouts().isEmpty()) {
        throw new IOException(
            "%s: its truth doesn't say what members its types have, which --moved needs; make it with 'deepmem label' or 'deepmem lab relayout'"
                .formatted(truth.name()));
      }
    }
    return moved;
  }

  private KeyNodeMiner miner() {
    KeyNodeMiner miner = KeyNodeMiner.STANDARD.withPerType(keyNodes).withCover(cover);
    if (anyLength != null) {
      return miner.withAnyLength(anyLength);
    }
    return recipe.isPaper() ? miner.withAnyLength(0) : miner;
  }

  private void keepSomeForValidation(List<GraphTruth> training, List<GraphTruth> validation) {
    if (training.size() < 2) {
      throw new ParameterException(
          spec.commandLine(), "one dump is not enough: give --validation, or more dumps");
    }
    int every = Math.min(VALIDATION_SHARE, training.size());
    for (int i = training.size() - 1; i >= 0; i--) {
      if (i % every == every - 1) {
        validation.add(training.remove(i));
      }
    }
  }
}
