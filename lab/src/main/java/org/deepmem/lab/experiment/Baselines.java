package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.deepmem.evaluation.Evaluation;
import org.deepmem.evaluation.TypeResult;
import org.deepmem.lab.attack.PatchedImage;
import org.deepmem.lab.plot.Axis;
import org.deepmem.lab.plot.Curve;
import org.deepmem.lab.plot.Figure;
import org.deepmem.lab.plot.Panel;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.GraphTruthFiles;
import org.deepmem.label.KeyNodes;
import org.deepmem.label.LabelledObject;
import org.deepmem.model.GnnModel;
import org.deepmem.training.TrainingOptions;

/// The network beside other ways to find objects, on the same dumps, unharmed and harmed: a cell is
/// a test dump, a treatment and a method.
final class Baselines implements Experiment {
  private static final List<Treatment> TREATMENTS =
      List.of(
          Treatment.NONE,
          new Treatment(Treatment.Kind.SIGNATURE, 0),
          new Treatment(Treatment.Kind.UNLINKED, 0));

  /// Ways to find objects.
  private enum Method {
    LISTS,
    ALLOCATOR,
    NO_EDGES,
    PAPER,
    NETWORK;

    String label() {
      return switch (this) {
        case LISTS -> "lists and tables";
        case ALLOCATOR -> "slabs or pool tags";
        case NO_EDGES -> "network without edges";
        case PAPER -> "the paper's recipe";
        case NETWORK -> "network";
      };
    }

    /// Its name as a part of the experiment.
    String part() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isNetwork() {
      return ordinal() >= NO_EDGES.ordinal();
    }

    TrainingPlan plan(SystemData system, Effort effort) {
      TrainingPlan standard = TrainingPlan.standard(system, effort, 1);
      TrainingOptions options = standard.options();
      return switch (this) {
        case PAPER -> standard.ofPaper(effort);
        case NO_EDGES ->
            standard.withOptions(options.withConfig(options.config().withEdges(Set.of())));
        case LISTS, ALLOCATOR, NETWORK -> standard;
      };
    }
  }

  @Override
  public List<String> parts() {
    return Stream.of(Method.values()).map(Method::part).toList();
  }

  @Override
  public List<Cell> cells(Setup setup, FileHashes hashes) throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (SystemData system : SystemData.withTestDumps(setup.explored())) {
      for (GraphTruthFiles test : setup.effort().testDumps(system)) {
        String dumpHash = hashes.of(DumpPlace.of(test));
        for (Method method : Method.values()) {
          if (!setup.wants(method.part(), parts())) {
            continue;
          }
          TrainingPlan plan = method.plan(system, setup.effort());
          for (Treatment treatment : TREATMENTS) {
            ObjectNode inputs =
                method.isNetwork() ? plan.describe(hashes) : JsonNodeFactory.instance.objectNode();
            inputs.put("system", system.name()).put("method", method.label());
            inputs.put("treatment", treatment.kind().label()).put("dumpSha256", dumpHash);
            inputs.set("test", hashes.describe(List.of(test)));
            String key =
                "%s-%s-%s-%s".formatted(system.name(), test.name(), method, treatment.key());
            cells.add(
                new Cell(key, inputs, bench -> measure(test, treatment, method, plan, bench)));
          }
        }
      }
    }
    return cells;
  }

  private static ObjectNode measure(
      GraphTruthFiles test, Treatment treatment, Method method, TrainingPlan plan, Bench bench)
      throws IOException {
    try (TestDump dump = TestDump.open(test)) {
      PatchedImage copy = dump.copy(treatment);
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      if (method.isNetwork()) {
        GnnModel model = bench.model(plan);
        GraphTruth harmed = dump.graph(copy, model.cut());
        result.set("test", Measurement.ofOne(model, harmed).figures());
      } else {
        GraphTruth truth = test.read();
        Map<String, Float> all = new HashMap<>();
        truth.objects().stream().map(LabelledObject::type).forEach(type -> all.put(type, 0f));
        KernelRecords records = KernelRecords.of(copy, dump.symbols());
        var found =
            method == Method.LISTS ? records.listed(all.keySet()) : records.allocated(all.keySet());
        Evaluation evaluation = Evaluation.of(truth, new KeyNodes(List.of()), found, all);
        result.set("test", Measurement.figures(evaluation));
      }
      return result;
    }
  }

  @Override
  public Findings findings(List<? extends JsonNode> cells) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    StringBuilder markdown = new StringBuilder();
    Map<String, Figure> figures = new LinkedHashMap<>();
    Rows.bySystem(cells)
        .forEach(
            (system, ofSystem) -> {
              MarkdownTable table =
                  new MarkdownTable(
                      List.of("method", "treatment", "type", "precision", "recall", "F1"));
              MarkdownTable macro =
                  new MarkdownTable(
                      List.of("method", "treatment", "macro precision", "recall", "F1"));
              List<Panel> panels = new ArrayList<>();
              Rows.by(ofSystem, cell -> cell.path("inputs").path("treatment").asText())
                  .forEach(
                      (treatment, of) ->
                          panels.add(panel(system, treatment, of, rows, macro, table)));
              markdown.append("\n### %s\n\n%s\n%s".formatted(system, macro, table));
              figures.put(
                  "-" + system,
                  new Figure(system + ": recall beside precision", "macro figure", "", 3, panels));
            });
    return new Findings(rows, markdown.toString(), figures);
  }

  private static Panel panel(
      String system,
      String treatment,
      List<JsonNode> cells,
      ArrayNode rows,
      MarkdownTable macro,
      MarkdownTable table) {
    Map<String, List<JsonNode>> byMethod =
        Rows.by(cells, cell -> cell.path("inputs").path("method").asText());
    List<String> methods = List.copyOf(byMethod.keySet()).reversed();
    List<Curve.Point> precision = new ArrayList<>();
    List<Curve.Point> recall = new ArrayList<>();
    byMethod.forEach(
        (method, same) -> {
          Evaluation sum =
              Evaluation.sum(
                  same.stream()
                      .map(cell -> Measurement.results(cell.path("result").path("test")))
                      .map(Evaluation::new)
                      .toList());
          for (TypeResult type : sum.types()) {
            if (type.objects() > 0) {
              rows.addObject()
                  .put("system", system)
                  .put("treatment", treatment)
                  .put("method", method)
                  .put("type", type.type())
                  .put("precision", type.precision())
                  .put("strictPrecision", type.strictPrecision())
                  .put("recall", type.recall())
                  .put("f1", type.f1());
              table.row(
                  List.of(
                      method,
                      treatment,
                      "`" + type.type() + "`",
                      MarkdownTable.figure(type.precision()),
                      MarkdownTable.figure(type.recall()),
                      MarkdownTable.figure(type.f1())));
            }
          }
          macro.row(
              List.of(
                  method,
                  treatment,
                  MarkdownTable.figure(sum.mean(TypeResult::precision)),
                  MarkdownTable.figure(sum.mean(TypeResult::recall)),
                  MarkdownTable.figure(sum.macroF1())));
          int place = methods.indexOf(method);
          precision.add(Curve.Point.of(sum.mean(TypeResult::precision), place + 0.1));
          recall.add(Curve.Point.of(sum.mean(TypeResult::recall), place - 0.1));
        });
    return new Panel(
        treatment,
        new Axis.Linear(0, 1.04),
        new Axis.Named(methods),
        List.of(
            new Curve("precision", Curve.Mark.DOTS, precision),
            new Curve("recall", Curve.Mark.DOTS, recall)));
  }
}
