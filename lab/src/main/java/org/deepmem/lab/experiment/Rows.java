package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Cells' results, sorted for tables and figures.
final class Rows {
  private Rows() {}

  /// Cells by the system that they are of, in the order in which that first occurs.
  static Map<String, List<JsonNode>> bySystem(List<? extends JsonNode> cells) {
    return by(cells, cell -> cell.path("inputs").path("system").asText());
  }

  /// Documents by what they have in common, in the order in which that first occurs.
  static Map<String, List<JsonNode>> by(
      List<? extends JsonNode> documents, Function<JsonNode, String> property) {
    Map<String, List<JsonNode>> groups = new LinkedHashMap<>();
    for (JsonNode document : documents) {
      groups.computeIfAbsent(property.apply(document), _ -> new ArrayList<>()).add(document);
    }
    return groups;
  }

  /// The figures of each type that the dumps have objects of, a document a cell.
  ///
  /// @param set of the result's [Measurement#figures], such as `test`
  static Map<String, List<JsonNode>> types(List<? extends JsonNode> cells, String set) {
    Map<String, List<JsonNode>> types = new TreeMap<>();
    for (JsonNode cell : cells) {
      for (JsonNode type : cell.path("result").path(set).path("types")) {
        if (type.path("objects").asLong() > 0) {
          types.computeIfAbsent(type.path("type").asText(), _ -> new ArrayList<>()).add(type);
        }
      }
    }
    return types;
  }

  /// Says how many models some cells are of.
  static String trainings(List<? extends JsonNode> cells) {
    String model = cells.getFirst().path("inputs").path("modelSha256").asText();
    return model.isEmpty()
        ? "%d trainings; ranges are from the least to the most of them.".formatted(cells.size())
        : "A given model, SHA-256 %s...".formatted(model.substring(0, 16));
  }

  /// How a member varies over some documents.
  static Spread spread(List<JsonNode> documents, String member) {
    return Spread.of(documents.stream().mapToDouble(d -> d.path(member).asDouble()).toArray());
  }
}
