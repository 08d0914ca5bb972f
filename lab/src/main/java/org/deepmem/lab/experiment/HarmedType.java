package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.evaluation.TypeResult;

/// A type under one treatment, over all test dumps together, beside the same dumps unharmed.
///
/// @param system the dumps' system
/// @param treatment what was done to every object
/// @param type of the objects
/// @param before figures on the unharmed dumps
/// @param after figures on the harmed ones
record HarmedType(
    String system, Treatment treatment, String type, TypeResult before, TypeResult after) {
  /// Recall after ÷ before; 1 where nothing was found before.
  double ratio() {
    return before.recall() == 0 ? 1 : after.recall() / before.recall();
  }

  /// The treatment, as people read it.
  String label() {
    String count = treatment.count() == 0 ? "" : treatment.count() + " ";
    return count + treatment.kind().label();
  }

  /// The rows of a system's cells, by treatment, then type.
  static List<HarmedType> of(String system, List<JsonNode> cells) {
    Map<Treatment, Map<String, TypeResult>> sums = new LinkedHashMap<>();
    for (JsonNode cell : cells) {
      Treatment.Kind kind = Treatment.Kind.valueOf(cell.path("inputs").path("treatment").asText());
      Treatment treatment = new Treatment(kind, cell.path("inputs").path("count").asInt());
      Map<String, TypeResult> types = sums.computeIfAbsent(treatment, _ -> new LinkedHashMap<>());
      for (TypeResult result : Measurement.results(cell.path("result").path("test"))) {
        types.merge(result.type(), result, TypeResult::plus);
      }
    }
    Map<String, TypeResult> unharmed = sums.getOrDefault(Treatment.NONE, Map.of());
    List<HarmedType> rows = new ArrayList<>();
    sums.forEach(
        (treatment, types) ->
            types.forEach(
                (type, after) -> {
                  TypeResult before = unharmed.get(type);
                  if (before != null && before.objects() > 0) {
                    rows.add(new HarmedType(system, treatment, type, before, after));
                  }
                }));
    return rows;
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("system", system)
        .put("treatment", treatment.kind().name())
        .put("count", treatment.count())
        .put("type", type)
        .put("objects", after.objects())
        .put("recallBefore", before.recall())
        .put("recallAfter", after.recall())
        .put("ratio", ratio())
        .put("precisionBefore", before.precision())
        .put("precisionAfter", after.precision());
  }
}
