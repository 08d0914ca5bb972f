package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deepmem.ModelEvaluation;
import org.deepmem.ObjectDetector;
import org.deepmem.detection.Candidate;
import org.deepmem.evaluation.Evaluation;
import org.deepmem.evaluation.TypeResult;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.GraphTruthFiles;
import org.deepmem.model.GnnModel;

/// A model on some dumps together: figures at its thresholds, and what lies behind the curves.
///
/// @param evaluation all types
/// @param outcomes all candidates by type, reported or not
record Measurement(Evaluation evaluation, Map<String, List<Outcome>> outcomes) {
  /// Measures, holding one dump's graph at a time.
  static Measurement of(GnnModel model, List<GraphTruthFiles> dumps) throws IOException {
    ObjectDetector detector = new ObjectDetector(model);
    List<Evaluation> evaluations = new ArrayList<>();
    Map<String, List<Outcome>> outcomes = new TreeMap<>();
    for (GraphTruthFiles dump : dumps) {
      GraphTruth truth = dump.read();
      List<Candidate> candidates = detector.candidates(truth.graph());
      evaluations.add(ModelEvaluation.of(model, truth, candidates));
      Outcome.of(truth, candidates)
          .forEach(
              (type, found) ->
                  outcomes.computeIfAbsent(type, _ -> new ArrayList<>()).addAll(found));
    }
    return new Measurement(Evaluation.sum(evaluations), outcomes);
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
