package org.deepmem;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.evaluation.Evaluation;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.GnnModel;

/// Measures a model on labelled graphs, with the thresholds that it carries.
public final class ModelEvaluation {
  private ModelEvaluation() {}

  /// The results over some dumps together.
  public static Evaluation of(GnnModel model, List<GraphTruth> dumps) {
    ObjectDetector detector = new ObjectDetector(model);
    KeyNodes keyNodes = new KeyNodes(model.keyNodes());
    List<Evaluation> evaluations = new ArrayList<>();
    for (GraphTruth truth : dumps) {
      evaluations.add(
          Evaluation.of(
              truth,
              keyNodes,
              detector.candidates(truth.graph()),
              ObjectDetector.thresholds(model)));
    }
    return Evaluation.sum(evaluations);
  }
}
