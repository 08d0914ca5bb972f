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
import java.util.TreeMap;
import java.util.TreeSet;
import org.deepmem.ObjectDetector;
import org.deepmem.lab.plot.Figure;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.GraphTruthFiles;
import org.deepmem.model.GnnModel;

/// Whether probabilities mean what they say, on test dumps, which nothing was calibrated on: a cell
/// is a system and a model.
final class Calibration implements Experiment {
  /// All types together, beside the types' names.
  static final String ALL = "all types";

  private static final int BINS = 10;

  @Override
  public List<Cell> cells(Setup setup, FileHashes hashes) throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (SystemData system : setup.measured()) {
      for (ModelSource source : setup.models(system)) {
        List<GraphTruthFiles> test = setup.effort().test(system);
        ObjectNode inputs = source.describe(hashes).put("system", system.name());
        inputs.put("bins", BINS).set("test", hashes.describe(test));
        cells.add(
            new Cell(
                system.name() + "-" + source.key(),
                inputs,
                bench -> measure(source.model(bench), test)));
      }
    }
    return cells;
  }

  private static ObjectNode measure(GnnModel model, List<GraphTruthFiles> dumps)
      throws IOException {
    Map<Group, Map<String, List<Reliability.Prediction>>> all = new LinkedHashMap<>();
    for (Group group : Group.values()) {
      all.put(group, new TreeMap<>(Map.of(ALL, new ArrayList<>())));
    }
    ObjectDetector detector = new ObjectDetector(model);
    for (GraphTruthFiles dump : dumps) {
      GraphTruth truth = CutGraphs.read(dump, model.cut());
      var found = detector.detect(truth.graph());
      all.forEach(
          (group, types) ->
              group
                  .predictions(truth, found)
                  .forEach(
                      (type, some) -> {
                        types.computeIfAbsent(type, _ -> new ArrayList<>()).addAll(some);
                        types.computeIfAbsent(ALL, _ -> new ArrayList<>()).addAll(some);
                      }));
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    all.forEach(
        (group, types) -> {
          ObjectNode node = result.putObject(group.name());
          types.forEach((type, some) -> node.set(type, Reliability.of(some, BINS).json()));
        });
    return result;
  }

  @Override
  public Findings findings(List<? extends JsonNode> cells) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    StringBuilder markdown = new StringBuilder();
    Map<String, Figure> figures = new LinkedHashMap<>();
    Rows.bySystem(cells)
        .forEach(
            (system, same) -> {
              markdown.append("\n### %s\n\n%s\n\n".formatted(system, Rows.trainings(same)));
              markdown.append(table(system, same, rows));
              figures.put(
                  "-" + system,
                  ReliabilityFigure.of(system, types(same), same.getFirst().path("result")));
            });
    return new Findings(rows, markdown.toString(), figures);
  }

  private static MarkdownTable table(String system, List<JsonNode> cells, ArrayNode rows) {
    List<String> header = new ArrayList<>(List.of("type"));
    for (Group group : Group.values()) {
      header.add(group.label());
      header.add("calibration error");
    }
    MarkdownTable table = new MarkdownTable(header);
    for (String type : types(cells)) {
      ObjectNode row = rows.addObject().put("system", system).put("type", type);
      List<String> line = new ArrayList<>(List.of(type.equals(ALL) ? type : "`" + type + "`"));
      for (Group group : Group.values()) {
        List<JsonNode> of =
            cells.stream()
                .map(cell -> cell.path("result").path(group.name()).path(type))
                .filter(node -> node.path("count").asLong() > 0)
                .toList();
        if (of.isEmpty()) {
          line.addAll(List.of("0", ""));
        } else {
          Spread count = Rows.spread(of, "count");
          Spread error = Rows.spread(of, "calibrationError");
          row.putObject(group.name())
              .put("count", count.mean())
              .set("calibrationError", error.json());
          line.addAll(List.of(Long.toString(Math.round(count.mean())), error.text()));
        }
      }
      table.row(line);
    }
    return table;
  }

  /// All types together, then each that there are candidates of.
  private static List<String> types(List<JsonNode> cells) {
    List<String> types = new ArrayList<>(List.of(ALL));
    TreeSet<String> found = new TreeSet<>();
    for (JsonNode cell : cells) {
      cell.path("result").path(Group.CANDIDATES.name()).fieldNames().forEachRemaining(found::add);
    }
    found.stream().filter(type -> !type.equals(ALL)).forEach(types::add);
    return types;
  }
}
