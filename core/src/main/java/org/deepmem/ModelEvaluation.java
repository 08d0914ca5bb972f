package org.deepmem;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.detection.Candidate;
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
    List<Evaluation> evaluations = new ArrayList<>();
    for (GraphTruth truth : dumps) {
      evaluations.add(of(model, truth, detector.candidates(truth.graph())));
    }
    return Evaluation.sum(evaluations);
  }

  /// The result on one dump whose candidates are known.
  public static Evaluation of(GnnModel model, GraphTruth truth, List<Candidate> candidates) {
    return Evaluation.of(
        truth, new KeyNodes(model.keyNodes()), candidates, ObjectDetector.thresholds(model));
  }
}
