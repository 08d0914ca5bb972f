package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.lab.plot.Axis;
import org.deepmem.lab.plot.Curve;
import org.deepmem.lab.plot.Figure;
import org.deepmem.lab.plot.Panel;
import org.deepmem.model.GnnModel;

/// What each part of the method is worth: one thing at a time is changed in the default recipe. A
/// cell is a system, a change and a seed. Choices are made on `validation`; `test` is reported.
final class Matters implements Experiment {
  private static final int COLUMNS = 4;
  private static final List<String> FIGURES = List.of("validation F1", "test F1", "test strict F1");

  @Override
  public List<String> parts() {
    return Variation.parts();
  }

  @Override
  public List<Cell> cells(Setup setup, FileHashes hashes) throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (SystemData system : setup.explored()) {
      var validation = setup.effort().validation(system);
      var test = setup.effort().test(system);
      for (Variation variation : Variation.of(setup, system)) {
        for (int seed = 1; seed <= setup.effort().seeds(); seed++) {
          TrainingPlan plan =
              variation.of().apply(TrainingPlan.standard(system, setup.effort(), seed));
          ObjectNode inputs = plan.describe(hashes).put("system", system.name());
          inputs.put("part", variation.part()).put("value", variation.value());
          inputs.set("test", hashes.describe(test));
          cells.add(
              new Cell(
                  "%s-%s-%s-seed%d"
                      .formatted(system.name(), variation.part(), variation.value(), seed),
                  inputs,
                  bench -> {
                    GnnModel model = bench.model(plan);
                    ObjectNode result = JsonNodeFactory.instance.objectNode();
                    result.set("validation", Measurement.of(model, validation).figures());
                    result.set("test", Measurement.of(model, test).figures());
                    return result;
                  }));
        }
      }
    }
    return cells;
  }

  @Override
  public Findings findings(List<? extends JsonNode> cells) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    StringBuilder markdown = new StringBuilder();
    Map<String, Figure> figures = new LinkedHashMap<>();
    Rows.bySystem(cells)
        .forEach(
            (system, ofSystem) -> {
              List<String> header = new ArrayList<>(List.of("changed", "to"));
              header.addAll(FIGURES);
              MarkdownTable table = new MarkdownTable(header);
              List<Panel> panels = new ArrayList<>();
              Rows.by(ofSystem, cell -> cell.path("inputs").path("part").asText())
                  .forEach((part, of) -> panels.add(panel(system, part, of, rows, table)));
              markdown.append("\n### %s\n\n%s".formatted(system, table));
              figures.put(
                  "-" + system,
                  new Figure(
                      system + ": what matters",
                      "",
                      "macro F1",
                      Math.min(COLUMNS, panels.size()),
                      panels));
            });
    return new Findings(rows, markdown.toString(), figures);
  }

  private static Panel panel(
      String system, String part, List<JsonNode> cells, ArrayNode rows, MarkdownTable table) {
    Map<String, List<JsonNode>> byValue =
        Rows.by(cells, cell -> cell.path("inputs").path("value").asText());
    List<List<Curve.Point>> points =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    double[] least = {1};
    byValue.forEach(
        (value, same) -> {
          List<Spread> spreads =
              List.of(
                  macro(same, "validation", "macroF1"),
                  macro(same, "test", "macroF1"),
                  macro(same, "test", "strictMacroF1"));
          ObjectNode row = rows.addObject().put("system", system).put("part", part);
          row.put("value", value);
          row.set("validationF1", spreads.get(0).json());
          row.set("testF1", spreads.get(1).json());
          row.set("testStrictF1", spreads.get(2).json());
          List<String> line = new ArrayList<>(List.of(part, value));
          int place = points.getFirst().size();
          for (int i = 0; i < spreads.size(); i++) {
            Spread spread = spreads.get(i);
            line.add(spread.text());
            double shifted = place + (i - 1) * 0.12; // so that ranges don't hide one another
            points
                .get(i)
                .add(new Curve.Point(shifted, spread.mean(), spread.least(), spread.most()));
            least[0] = Math.min(least[0], spread.least());
          }
          table.row(line);
        });
    Curve.Mark mark = Variation.isNumber(part) ? Curve.Mark.LINE_AND_DOTS : Curve.Mark.DOTS;
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      curves.add(new Curve(FIGURES.get(i), mark, points.get(i)));
    }
    return new Panel(
        part, new Axis.Named(List.copyOf(byValue.keySet())), Axis.shares(least[0]), curves);
  }

  private static Spread macro(List<JsonNode> cells, String set, String figure) {
    return Rows.spread(cells.stream().map(cell -> cell.path("result").path(set)).toList(), figure);
  }
}
