package org.deepmem.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.deepmem.evaluation.Evaluation;
import org.deepmem.evaluation.FreedResult;
import org.deepmem.evaluation.TypeResult;

/// An evaluation as a person or a program reads it; fields are listed in docs/formats.md.
public final class EvaluationReport {
  private static final ObjectMapper JSON = new ObjectMapper(ResultJson.JSON);
  private static final String HEADER = "%-15s %8s %9s %7s %9s %7s %9s %9s %6s %9s%n";

  private static final String FREED = "%-15s %8s %9s %7s %7s %6s %7s%n";

  private EvaluationReport() {}

  /// One JSON document, indented.
  public static String json(Evaluation evaluation) {
    ObjectNode root = JSON.createObjectNode();
    root.put("macroF1", evaluation.macroF1());
    root.put("strictMacroF1", evaluation.strictMacroF1());
    root.put("freedMacroF1", evaluation.freedMacroF1());
    var types = root.putArray("types");
    for (TypeResult result : evaluation.types()) {
      types
          .addObject()
          .put("type", result.type())
          .put("objects", result.objects())
          .put("precision", result.precision())
          .put("recall", result.recall())
          .put("reachableRecall", result.reachableRecall())
          .put("f1", result.f1())
          .put("strictPrecision", result.strictPrecision())
          .put("strictF1", result.strictF1())
          .put("falseHits", result.falseHits())
          .put("residualHits", result.residualHits())
          .put("threshold", result.threshold())
          .set("freed", freed(result.freed()));
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("numbers and texts are always JSON", e);
    }
  }

  private static ObjectNode freed(FreedResult freed) {
    return JSON.createObjectNode()
        .put("objects", freed.objects())
        .put("precision", freed.precision())
        .put("recall", freed.recall())
        .put("f1", freed.f1())
        .put("liveHits", freed.liveHits())
        .put("falseHits", freed.falseHits());
  }

  /// A table, with the macro figures under it, and one of freed objects where such are told.
  public static String table(Evaluation evaluation) {
    StringBuilder table = new StringBuilder();
    table.append(
        HEADER.formatted(
            "type",
            "objects",
            "precision",
            "recall",
            "reachable",
            "F1",
            "strict P",
            "strict F1",
            "false",
            "residuals"));
    for (TypeResult r : evaluation.types()) {
      table.append(
          HEADER.formatted(
              HarmlessText.of(r.type()),
              r.objects(),
              figure(r.precision()),
              figure(r.recall()),
              figure(r.reachableRecall()),
              figure(r.f1()),
              figure(r.strictPrecision()),
              figure(r.strictF1()),
              r.falseHits(),
              r.residualHits()));
    }
    table.append(
        "macro F1 %s, strict %s%n"
            .formatted(figure(evaluation.macroF1()), figure(evaluation.strictMacroF1())));
    if (evaluation.types().stream().anyMatch(type -> type.freed().hits() > 0)) {
      appendFreed(evaluation, table);
    }
    return table.toString();
  }

  private static void appendFreed(Evaluation evaluation, StringBuilder table) {
    table.append(
        FREED.formatted("freed", "objects", "precision", "recall", "F1", "live", "nothing"));
    for (TypeResult r : evaluation.types()) {
      FreedResult freed = r.freed();
      table.append(
          FREED.formatted(
              HarmlessText.of(r.type()),
              freed.objects(),
              figure(freed.precision()),
              figure(freed.recall()),
              figure(freed.f1()),
              freed.liveHits(),
              freed.falseHits()));
    }
    table.append("macro F1 of freed objects %s%n".formatted(figure(evaluation.freedMacroF1())));
  }

  private static String figure(double share) {
    return "%.4f".formatted(share);
  }
}
