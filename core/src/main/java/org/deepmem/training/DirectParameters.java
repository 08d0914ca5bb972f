package org.deepmem.training;

import org.deepmem.model.ModelConfig;
import org.deepmem.model.NodeFeatures;
import org.deepmem.model.Parameters;
import org.deepmem.nn.SeededRandom;

/// The network's parameters are trained themselves.
record DirectParameters(ModelConfig config, int classes) implements Parametrisation {
  @Override
  public int size() {
    return Parameters.size(config, classes);
  }

  /// Truncated normal values whose spread keeps the layers' sizes alike (He et al., 2015), taking
  /// some 16 bytes of a node as not zero; biases are 0.
  @Override
  public float[] initial(SeededRandom random) {
    Parameters p = Parameters.zero(config, classes);
    int units = config.units();
    float perByte = 0.2f / (255 * config.input().byteScale());
    random.fill(p.content(), config.contentRows(), units, perByte);
    if (config.input().categories()) {
      random.fill(p.categories(), NodeFeatures.ROWS, units, 0.1f);
    }
    float perMessage = (float) Math.sqrt(2.0 / (units * (1 + config.edges().size())));
    for (int round = 0; round < config.weightedRounds(); round++) {
      for (int edge = 0; edge < config.edges().size(); edge++) {
        random.fill(p.message(round, edge), units, units, perMessage);
      }
    }
    random.fill(p.classWeights(), units, p.outputs(), (float) Math.sqrt(1.0 / units));
    return p.values();
  }

  @Override
  public void fold(float[] trained, Parameters folded) {
    System.arraycopy(trained, 0, folded.values(), 0, trained.length);
  }

  @Override
  public void unfold(float[] trained, float[] foldedGradient, float[] out) {
    System.arraycopy(foldedGradient, 0, out, 0, out.length);
  }
}
