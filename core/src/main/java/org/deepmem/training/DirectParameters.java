package org.deepmem.training;

import org.deepmem.graph.EdgeType;
import org.deepmem.model.ModelConfig;
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
    int width = config.width();
    draw(p.values(), p.content().at(), config.contentRows() * width, 0.2f, random);
    draw(p.values(), p.categories().at(), p.biasAt(0) - p.categories().at(), 0.1f, random);
    int messages = p.classWeights().at() - p.biasAt(config.hops());
    float spread = (float) Math.sqrt(2.0 / (width * (1 + EdgeType.values().length)));
    draw(p.values(), p.biasAt(config.hops()), messages, spread, random);
    int columns = p.columns();
    int at = p.classWeights().at();
    for (int row = 0; row < width; row++) {
      draw(p.values(), at + row * columns, classes, (float) Math.sqrt(1.0 / width), random);
    }
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

  private static void draw(float[] values, int at, int count, float spread, SeededRandom random) {
    for (int i = at; i < at + count; i++) {
      values[i] = random.nextTruncatedNormal() * spread;
    }
  }
}
