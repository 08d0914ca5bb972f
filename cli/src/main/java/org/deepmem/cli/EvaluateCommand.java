package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deepmem.ModelChoice;
import org.deepmem.ModelEvaluation;
import org.deepmem.evaluation.Evaluation;
import org.deepmem.label.GraphTruth;
import org.deepmem.model.GnnModel;
import org.deepmem.report.EvaluationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `deepmem evaluate`: a model against truth.
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures a model on labelled graphs. Recall counts every live object. Residuals (freed"
          + " objects that are still whole) are neither hits nor false, except in the strict figures."
    },
    footer = {"", "Example: deepmem evaluate --model linux.model --data heldout/ --format json"})
final class EvaluateCommand implements Callable<Integer> {
  /// Forms of the result.
  enum Format {
    TABLE,
    JSON
  }

  @Option(
      names = "--data",
      required = true,
      split = ",",
      paramLabel = "DIR",
      description = "Folders of graphs and truth files.")
  private List<Path> data = List.of();

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table or json (${DEFAULT-VALUE}).")
  private Format format = Format.TABLE;

  @Mixin private AdaptOption adapt = new AdaptOption();
  @Mixin private TypesOption types = new TypesOption();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    List<GraphTruth> dumps = DataFolder.read(data);
    String family = DataFolder.family(dumps);
    ModelChoice.Chosen chosen = model.choice().read(family, releases(dumps));
    GnnModel network = chosen.network();
    types.check(network, chosen.path());
    List<Evaluation> each = new ArrayList<>();
    for (GraphTruth dump : dumps) {
      each.add(
          ModelEvaluation.of(
              dump, adapt.detect(network, dump.graph(), false, console).detection()));
    }
    Evaluation evaluation = Evaluation.sum(each).only(types::wanted);
    String report =
        format == Format.JSON
            ? EvaluationReport.json(evaluation)
            : EvaluationReport.table(evaluation);
    console.write(out -> out.write(report));
    return 0;
  }

  private static List<String> releases(List<GraphTruth> dumps) {
    return dumps.stream()
        .flatMap(dump -> Optional.ofNullable(dump.graph().provenance().get("kernel")).stream())
        .distinct()
        .toList();
  }
}
