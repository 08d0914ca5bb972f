package org.deepmem;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.detection.Detection;
import org.deepmem.evaluation.Evaluation;
import org.deepmem.label.GraphTruth;
import org.deepmem.model.GnnModel;

/// Measures a model on labelled graphs, with the thresholds that it carries.
public final class ModelEvaluation {
  private ModelEvaluation() {}

  /// The results over some dumps together.
  public static Evaluation of(GnnModel model, List<GraphTruth> dumps) {
    ObjectDetector detector = new ObjectDetector(model);
    List<Evaluation> evaluations = new ArrayList<>();
    for (GraphTruth truth : dumps) {
      evaluations.add(of(truth, detector.detect(truth.graph())));
    }
    return Evaluation.sum(evaluations);
  }

  /// The result on one dump in which a model found something.
  public static Evaluation of(GraphTruth truth, Detection found) {
    return Evaluation.of(truth, found.layout(), found.candidates(), found.thresholds())
        .withFreed(truth, found.freed());
  }
}
