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
import org.deepmem.ModelAdaptation;
import org.deepmem.ModelEvaluation;
import org.deepmem.ObjectDetector;
import org.deepmem.detection.Detection;
import org.deepmem.evaluation.Evaluation;
import org.deepmem.evaluation.TypeResult;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.GraphTruthFiles;
import org.deepmem.model.GnnModel;

/// A model on some dumps together: figures at its thresholds, and what lies behind the curves.
///
/// @param evaluation all types
/// @param outcomes all candidates by type, reported or not
record Measurement(Evaluation evaluation, Map<String, List<Outcome>> outcomes) {
  /// How objects are found in a graph, given a model for the dump's family.
  @FunctionalInterface
  interface Way {
    /// What the model finds.
    Detection detect(GnnModel model, MemoryGraph graph) throws IOException;
  }

  /// The ways to find objects that are compared on kernels that weren't learnt from, by name: at
  /// the offsets of the kernels that were, at those solved for the dump, and with the model adapted
  /// to it.
  static final Map<String, Way> WAYS = new LinkedHashMap<>();

  static {
    WAYS.put("as-learnt", (model, graph) -> new ObjectDetector(model).detectAsLearnt(graph));
    WAYS.put("solved", (model, graph) -> new ObjectDetector(model).detect(graph));
    WAYS.put("adapted", (model, graph) -> new ModelAdaptation(graph, _ -> {}).detect(model));
  }

  /// Measures, holding one dump's graph at a time.
  static Measurement of(GnnModel model, List<GraphTruthFiles> dumps) throws IOException {
    return of(model, dumps, (with, graph) -> new ObjectDetector(with).detect(graph));
  }

  /// The same with another detection.
  static Measurement of(GnnModel model, List<GraphTruthFiles> dumps, Way way) throws IOException {
    List<Measurement> each = new ArrayList<>();
    for (GraphTruthFiles dump : dumps) {
      GraphTruth truth = CutGraphs.read(dump, model.cut());
      each.add(of(truth, way.detect(model, truth.graph())));
    }
    Map<String, List<Outcome>> outcomes = new TreeMap<>();
    for (Measurement measured : each) {
      measured.outcomes.forEach(
          (type, found) -> outcomes.computeIfAbsent(type, _ -> new ArrayList<>()).addAll(found));
    }
    return new Measurement(
        Evaluation.sum(each.stream().map(Measurement::evaluation).toList()), outcomes);
  }

  /// Measures on a graph that is in memory.
  static Measurement ofOne(GnnModel model, GraphTruth truth) {
    return of(truth, new ObjectDetector(model).detect(truth.graph()));
  }

  private static Measurement of(GraphTruth truth, Detection found) {
    return new Measurement(ModelEvaluation.of(truth, found), Outcome.of(truth, found.candidates()));
  }

  /// The counts that [#figures] wrote.
  static List<TypeResult> results(JsonNode figures) {
    List<TypeResult> results = new ArrayList<>();
    for (JsonNode type : figures.path("types")) {
      results.add(
          new TypeResult(
              type.path("type").asText(),
              type.path("objects").asLong(),
              type.path("reachable").asLong(),
              type.path("hits").asLong(),
              type.path("reachableHits").asLong(),
              type.path("residualHits").asLong(),
              type.path("falseHits").asLong(),
              (float) type.path("threshold").asDouble()));
    }
    return results;
  }

  /// The figures: `macroF1`, `strictMacroF1`, and `types`, an element a type with its counts.
  ObjectNode figures() {
    return figures(evaluation);
  }

  static ObjectNode figures(Evaluation evaluation) {
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    figures.put("macroF1", evaluation.macroF1());
    figures.put("strictMacroF1", evaluation.strictMacroF1());
    ArrayNode types = figures.putArray("types");
    for (TypeResult result : evaluation.types()) {
      types
          .addObject()
          .put("type", result.type())
          .put("objects", result.objects())
          .put("reachable", result.reachable())
          .put("hits", result.hits())
          .put("reachableHits", result.reachableHits())
          .put("falseHits", result.falseHits())
          .put("residualHits", result.residualHits())
          .put("threshold", result.threshold())
          .put("precision", result.precision())
          .put("recall", result.recall())
          .put("reachableRecall", result.reachableRecall())
          .put("f1", result.f1())
          .put("strictPrecision", result.strictPrecision())
          .put("strictF1", result.strictF1());
    }
    return figures;
  }

  /// The curves of the types that the dumps have objects of: `precisionRecall` and `roc`, lists of
  /// [x, y], and the areas under them.
  ObjectNode curves() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (TypeResult result : evaluation.types()) {
      if (result.objects() > 0) {
        Curves curves =
            Curves.of(outcomes.getOrDefault(result.type(), List.of()), result.objects());
        ObjectNode node = all.putObject(result.type());
        node.put("averagePrecision", curves.averagePrecision());
        node.put("rocArea", curves.rocArea());
        points(node.putArray("precisionRecall"), curves.precisionRecall());
        points(node.putArray("roc"), curves.roc());
      }
    }
    return all;
  }

  private static void points(ArrayNode array, List<Curves.Point> points) {
    for (Curves.Point point : points) {
      array.addArray().add(rounded(point.x())).add(rounded(point.y()));
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 1e6) / 1e6;
  }
}
