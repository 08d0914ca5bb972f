package org.deepmem.lab.synthesis.world;

import java.util.List;
import org.deepmem.nn.SeededRandom;

/// Draws by weights.
final class Weights {
  private Weights() {}

  /// An index, with a probability in proportion to its weight.
  ///
  /// @param weights at least one above 0
  static int pick(List<Double> weights, SeededRandom random) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double left = Distribution.unit(random) * sum;
    for (int i = 0; i < weights.size(); i++) {
      left -= weights.get(i);
      if (left < 0) {
        return i;
      }
    }
    return weights.size() - 1;
  }

  /// One of a list, each as likely as another.
  static <T> T any(List<T> values, SeededRandom random) {
    return values.get(random.nextInt(values.size()));
  }
}
