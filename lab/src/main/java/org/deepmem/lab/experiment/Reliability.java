package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// Whether probabilities mean what they say: of what is given so much probability, that share
/// should be right.
///
/// @param bins of equal width over [0, 1], those without predictions left out
/// @param calibrationError expected calibration error: the mean distance between probability and
///   share over the bins, weighted by their sizes (Naeini and others, 2015)
record Reliability(List<Bin> bins, double calibrationError) {
  /// A probability, and whether it was right.
  record Prediction(double probability, boolean right) {}

  /// Predictions of nearly the same probability.
  ///
  /// @param probability mean of them
  /// @param share of them that are right
  /// @param count of them
  record Bin(double probability, double share, long count) {}

  /// @param predictions in any order; probabilities in [0, 1]
  /// @param count of bins
  static Reliability of(List<Prediction> predictions, int count) {
    double[] probabilities = new double[count];
    long[] right = new long[count];
    long[] all = new long[count];
    for (Prediction prediction : predictions) {
      int bin = Math.min(count - 1, (int) (prediction.probability() * count));
      probabilities[bin] += prediction.probability();
      right[bin] += prediction.right() ? 1 : 0;
      all[bin]++;
    }
    List<Bin> bins = new ArrayList<>();
    double error = 0;
    for (int bin = 0; bin < count; bin++) {
      if (all[bin] > 0) {
        Bin made = new Bin(probabilities[bin] / all[bin], (double) right[bin] / all[bin], all[bin]);
        bins.add(made);
        error += Math.abs(made.probability() - made.share()) * made.count() / predictions.size();
      }
    }
    return new Reliability(bins, error);
  }

  /// As members `count`, `calibrationError` and `bins`.
  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("count", bins.stream().mapToLong(Bin::count).sum());
    node.put("calibrationError", calibrationError);
    ArrayNode array = node.putArray("bins");
    for (Bin bin : bins) {
      array
          .addObject()
          .put("probability", bin.probability())
          .put("share", bin.share())
          .put("count", bin.count());
    }
    return node;
  }
}
