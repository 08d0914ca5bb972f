package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deepmem.lab.plot.Axis;
import org.deepmem.lab.plot.Curve;
import org.deepmem.lab.plot.Figure;
import org.deepmem.lab.plot.Panel;
import org.deepmem.label.GraphTruthFiles;
import org.deepmem.model.GnnModel;

/// How a model does on a kernel that it hasn't seen: a cell is a system to test on, what was learnt
/// from (all other systems of its family, or one), and a seed. Training on the tested system itself
/// stands beside them.
final class Kernels implements Experiment {
  /// What was learnt from, when it was all other systems.
  private static final String OTHERS = "all-others";

  /// What can be learnt from, as parts of the experiment.
  private static final List<String> SOURCES = List.of(OTHERS, "one-other", "itself");

  private static final int COLUMNS = 3;

  @Override
  public List<String> parts() {
    List<String> parts = new ArrayList<>(SOURCES);
    parts.addAll(Measurement.WAYS.keySet());
    return parts;
  }

  @Override
  public List<Cell> cells(Setup setup, FileHashes hashes) throws IOException {
    List<Cell> cells = new ArrayList<>();
    Effort effort = setup.effort();
    List<String> ways =
        Measurement.WAYS.keySet().stream()
            .filter(way -> setup.wants(way, List.copyOf(Measurement.WAYS.keySet())))
            .toList();
    List<SystemData> systems = systems(setup);
    for (SystemData tested : systems) {
      List<SystemData> sources = new ArrayList<>();
      for (SystemData source : systems.stream().filter(SystemData::trainable).toList()) {
        if (source.family().equals(tested.family())) {
          sources.add(source);
        }
      }
      List<SystemData> others = sources.stream().filter(s -> !s.equals(tested)).toList();
      for (int seed = 1; seed <= effort.seeds(); seed++) {
        if (others.size() > 1 && setup.wants(OTHERS, SOURCES)) {
          TrainingPlan plan = TrainingPlan.together(others, effort, seed);
          cells.add(cell(tested, OTHERS, plan, ways, effort, hashes));
        }
        for (SystemData source : sources) {
          if (setup.wants(source.equals(tested) ? "itself" : "one-other", SOURCES)) {
            TrainingPlan plan = TrainingPlan.standard(source, effort, seed);
            cells.add(cell(tested, source.name(), plan, ways, effort, hashes));
          }
        }
      }
    }
    return cells;
  }

  /// All; when it has to be quick, of the first family the first and the last one that there is
  /// something to learn from, and the last one that is only tested on.
  private static List<SystemData> systems(Setup setup) throws IOException {
    List<SystemData> all = setup.systems();
    if (!setup.effort().quick()) {
      return all;
    }
    List<SystemData> trainable = ofFamily(setup.trainable(), setup.trainable().getFirst());
    List<SystemData> testOnly =
        ofFamily(all, trainable.getFirst()).stream().filter(s -> !s.trainable()).toList();
    Set<SystemData> chosen = new LinkedHashSet<>();
    chosen.add(trainable.getFirst());
    chosen.add(trainable.getLast());
    testOnly.stream().skip(Math.max(0, testOnly.size() - 1)).forEach(chosen::add);
    return List.copyOf(chosen);
  }

  private static List<SystemData> ofFamily(List<SystemData> systems, SystemData member)
      throws IOException {
    List<SystemData> same = new ArrayList<>();
    for (SystemData system : systems) {
      if (system.family().equals(member.family())) {
        same.add(system);
      }
    }
    return same;
  }

  private static Cell cell(
      SystemData tested,
      String source,
      TrainingPlan plan,
      List<String> ways,
      Effort effort,
      FileHashes hashes)
      throws IOException {
    List<GraphTruthFiles> test = effort.test(tested);
    ObjectNode inputs = plan.describe(hashes).put("system", tested.name()).put("from", source);
    inputs.put("detection", String.join(", ", ways));
    inputs.set("test", hashes.describe(test));
    return new Cell(
        "%s-from-%s-seed%d".formatted(tested.name(), source, plan.options().seed()),
        inputs,
        bench -> {
          GnnModel model = bench.model(plan);
          ObjectNode result = JsonNodeFactory.instance.objectNode();
          for (String name : ways) {
            Measurement.Way way = Measurement.WAYS.get(name);
            if (way != null) {
              result.set(name, Measurement.of(model, test, way).figures());
            }
          }
          return result;
        });
  }

  @Override
  public Findings findings(List<? extends JsonNode> cells) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    MarkdownTable table =
        new MarkdownTable(List.of("tested on", "learnt from", "detection", "macro F1", "strict"));
    List<Panel> panels = new ArrayList<>();
    Rows.bySystem(cells).forEach((system, of) -> panels.add(panel(system, of, rows, table)));
    StringBuilder markdown = new StringBuilder("\n").append(table);
    Map<String, Figure> figures = new LinkedHashMap<>();
    if (!panels.isEmpty()) {
      figures.put(
          "",
          new Figure(
              "Tested on a kernel, learnt from another",
              "macro F1",
              "learnt from",
              Math.min(COLUMNS, panels.size()),
              panels));
    }
    return new Findings(rows, markdown.toString(), figures);
  }

  private static Panel panel(
      String system, List<JsonNode> cells, ArrayNode rows, MarkdownTable table) {
    Map<String, List<JsonNode>> bySource =
        Rows.by(cells, cell -> cell.path("inputs").path("from").asText());
    List<String> sources = new ArrayList<>(bySource.keySet()).reversed();
    List<Curve> curves = new ArrayList<>();
    List<String> ways =
        Measurement.WAYS.keySet().stream()
            .filter(way -> cells.stream().allMatch(cell -> cell.path("result").has(way)))
            .toList();
    for (String way : ways) {
      List<Curve.Point> points = new ArrayList<>();
      bySource.forEach(
          (source, same) -> {
            List<JsonNode> results =
                same.stream().map(cell -> cell.path("result").path(way)).toList();
            Spread macro = Rows.spread(results, "macroF1");
            Spread strict = Rows.spread(results, "strictMacroF1");
            table.row(List.of(system, source, way, macro.text(), strict.text()));
            points.add(
                new Curve.Point(
                    macro.mean(), sources.indexOf(source), macro.least(), macro.most()));
            Rows.types(same, way)
                .forEach(
                    (type, figures) -> {
                      ObjectNode row = rows.addObject().put("system", system).put("from", source);
                      row.put("detection", way).put("type", type);
                      row.set("recall", Rows.spread(figures, "recall").json());
                      row.set("precision", Rows.spread(figures, "precision").json());
                      row.set("f1", Rows.spread(figures, "f1").json());
                    });
          });
      curves.add(new Curve(way, Curve.Mark.DOTS, points));
    }
    return new Panel(system, new Axis.Linear(0, 1.04), new Axis.Named(sources), curves);
  }
}
