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
import java.util.Map;
import org.deepmem.lab.plot.Figure;

/// How well each type is found on each system, with the spread over the trainings' seeds: a cell is
/// a system and a seed.
final class Accuracy implements Experiment {
  private static final int WEAKEST = 3;

  /// Figures of a type, in the order of the table's columns, and the columns' names.
  private static final Map<String, String> FIGURES = new LinkedHashMap<>();

  static {
    FIGURES.put("precision", "precision");
    FIGURES.put("recall", "recall");
    FIGURES.put("reachableRecall", "reachable recall");
    FIGURES.put("f1", "F1");
    FIGURES.put("strictPrecision", "strict precision");
    FIGURES.put("strictF1", "strict F1");
  }

  @Override
  public List<Cell> cells(Setup setup, FileHashes hashes) throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (SystemData system : setup.measured()) {
      for (ModelSource source : setup.models(system)) {
        var test = setup.effort().test(system);
        ObjectNode inputs = source.describe(hashes).put("system", system.name());
        inputs.set("test", hashes.describe(test));
        cells.add(
            new Cell(
                system.name() + "-" + source.key(),
                inputs,
                bench -> {
                  Measurement measured = Measurement.of(source.model(bench), test);
                  ObjectNode result = JsonNodeFactory.instance.objectNode();
                  result.set("test", measured.figures());
                  result.set("curves", measured.curves());
                  return result;
                }));
      }
    }
    return cells;
  }

  @Override
  public Findings findings(List<? extends JsonNode> cells) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    StringBuilder markdown = new StringBuilder();
    Map<String, Figure> figures = new LinkedHashMap<>();
    MarkdownTable overview =
        new MarkdownTable(List.of("system", "dumps", "macro F1", "strict", "weakest types, F1"));
    Rows.bySystem(cells)
        .forEach(
            (system, ofSystem) -> {
              tables(system, ofSystem, rows, markdown);
              overview.row(overview(system, ofSystem));
              figures.put(
                  "-" + system + "-precision-recall", CurveFigure.precisionRecall(ofSystem));
              figures.put("-" + system + "-roc", CurveFigure.roc(ofSystem));
            });
    return new Findings(rows, "\n" + overview + markdown, figures);
  }

  /// A system in a line, with its types of the lowest mean F1.
  private static List<String> overview(String system, List<JsonNode> cells) {
    List<JsonNode> all = cells.stream().map(cell -> cell.path("result").path("test")).toList();
    Map<String, Double> means = new HashMap<>();
    Rows.types(cells, "test")
        .forEach((type, figures) -> means.put(type, Rows.spread(figures, "f1").mean()));
    List<String> weakest = new ArrayList<>();
    means.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry::getKey))
        .limit(WEAKEST)
        .forEach(type -> weakest.add("`%s` %.4f".formatted(type.getKey(), type.getValue())));
    return List.of(
        system,
        Integer.toString(cells.getFirst().path("inputs").path("test").size()),
        Rows.spread(all, "macroF1").text(),
        Rows.spread(all, "strictMacroF1").text(),
        String.join(", ", weakest));
  }

  private static void tables(
      String system, List<JsonNode> cells, ArrayNode rows, StringBuilder markdown) {
    List<String> header = new ArrayList<>(List.of("type", "objects"));
    header.addAll(FIGURES.values());
    MarkdownTable table = new MarkdownTable(header);
    for (Map.Entry<String, List<JsonNode>> type : Rows.types(cells, "test").entrySet()) {
      ObjectNode row = rows.addObject().put("system", system).put("type", type.getKey());
      String objects = type.getValue().getFirst().path("objects").asText();
      row.put("objects", Long.parseLong(objects));
      List<String> line = new ArrayList<>(List.of("`" + type.getKey() + "`", objects));
      for (String figure : FIGURES.keySet()) {
        Spread spread = Rows.spread(type.getValue(), figure);
        row.set(figure, spread.json());
        line.add(spread.text());
      }
      table.row(line);
    }
    List<JsonNode> all = cells.stream().map(cell -> cell.path("result").path("test")).toList();
    Spread macro = Rows.spread(all, "macroF1");
    Spread strict = Rows.spread(all, "strictMacroF1");
    ObjectNode row = rows.addObject().put("system", system).put("type", "macro");
    row.set("f1", macro.json());
    row.set("strictF1", strict.json());
    markdown
        .append("\n### %s\n\n%s\n\n".formatted(system, Rows.trainings(cells)))
        .append(table)
        .append("\nMacro F1 %s, strict %s.\n".formatted(macro.text(), strict.text()));
  }
}
