package org.deepmem.training;

import org.deepmem.graph.EdgeType;
import org.deepmem.model.ModelConfig;
import org.deepmem.model.Parameters;
import org.deepmem.nn.Kernels;
import org.deepmem.nn.Matrix;
import org.deepmem.nn.SeededRandom;

/// The paper's parameters: the weights of each edge type and of the classes are products of three
/// matrices, trained each; no biases. With nothing between the three, the product computes exactly
/// what they do one after the other.
///
/// The trained values: content `[64 × width]`; for each edge type three `[width × width]`; for the
/// classes two `[width × width]` and one `[width × columns]`.
record FactoredParameters(ModelConfig config, int classes) implements Parametrisation {
  private static final int EDGE_TYPES = EdgeType.values().length;
  private static final float SPREAD = 0.1f;

  @Override
  public int size() {
    return classFactor(2).at() + config.width() * columns();
  }

  /// Truncated normal, deviation 0.1.
  @Override
  public float[] initial(SeededRandom random) {
    float[] trained = new float[size()];
    int free = classFactor(2).at();
    for (int i = 0; i < free; i++) {
      trained[i] = random.nextTruncatedNormal() * SPREAD;
    }
    for (int row = 0; row < config.width(); row++) {
      for (int column = 0; column < classes; column++) {
        trained[free + row * columns() + column] = random.nextTruncatedNormal() * SPREAD;
      }
    }
    return trained;
  }

  @Override
  public void fold(float[] trained, Parameters folded) {
    int width = config.width();
    System.arraycopy(trained, 0, folded.values(), 0, edgeFactor(0, 0));
    for (EdgeType type : EdgeType.values()) {
      Matrix[] factors = edgeFactors(trained, type.ordinal());
      Matrix target = folded.message(0, type);
      java.util.Arrays.fill(target.values(), target.at(), target.at() + width * width, 0f);
      add(product(factors[0], factors[1], width), factors[2], target, width);
    }
    Matrix[] factors = classFactors(trained);
    Matrix target = folded.classWeights();
    java.util.Arrays.fill(target.values(), target.at(), target.at() + width * columns(), 0f);
    add(product(factors[0], factors[1], width), factors[2], target, columns());
  }

  @Override
  public void unfold(float[] trained, float[] foldedGradient, float[] out) {
    java.util.Arrays.fill(out, 0f);
    Parameters g = new Parameters(config, classes, foldedGradient);
    System.arraycopy(foldedGradient, 0, out, 0, edgeFactor(0, 0));
    for (EdgeType type : EdgeType.values()) {
      Matrix[] factors = edgeFactors(trained, type.ordinal());
      Matrix[] gradients = edgeFactors(out, type.ordinal());
      unfold(factors, g.message(0, type), gradients, config.width());
    }
    unfold(classFactors(trained), g.classWeights(), classFactors(out), columns());
  }

  /// With `p = a · b · c`: `da = dp · (b · c)ᵀ`, `db = aᵀ · dp · cᵀ`, `dc = (a · b)ᵀ · dp`.
  private void unfold(Matrix[] factors, Matrix d, Matrix[] gradients, int columns) {
    int width = config.width();
    Kernels kernels = Kernels.best();
    Matrix ab = product(factors[0], factors[1], width);
    kernels.multiplyAdd(ab.transposed(), d, gradients[2], width, width, columns);
    Matrix ct = transposed(factors[2], columns);
    Matrix dct = Matrix.of(new float[width * width], 0, width);
    kernels.multiplyAdd(d, ct, dct, width, columns, width);
    kernels.multiplyAdd(factors[0].transposed(), dct, gradients[1], width, width, width);
    kernels.multiplyAdd(dct, transposed(factors[1], width), gradients[0], width, width, width);
  }

  private Matrix product(Matrix a, Matrix b, int columns) {
    Matrix out = Matrix.of(new float[config.width() * columns], 0, columns);
    add(a, b, out, columns);
    return out;
  }

  private void add(Matrix a, Matrix b, Matrix out, int columns) {
    Kernels.best().multiplyAdd(a, b, out, config.width(), config.width(), columns);
  }

  private Matrix transposed(Matrix m, int columns) {
    int width = config.width();
    float[] out = new float[width * columns];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < columns; j++) {
        out[j * width + i] = m.values()[m.at() + i * m.rowStride() + j];
      }
    }
    return Matrix.of(out, 0, width);
  }

  private Matrix[] edgeFactors(float[] values, int type) {
    Matrix[] factors = new Matrix[3];
    for (int f = 0; f < 3; f++) {
      factors[f] = Matrix.of(values, edgeFactor(type, f), config.width());
    }
    return factors;
  }

  private Matrix[] classFactors(float[] values) {
    Matrix[] factors = new Matrix[3];
    for (int f = 0; f < 3; f++) {
      Matrix place = classFactor(f);
      factors[f] = Matrix.of(values, place.at(), place.rowStride());
    }
    return factors;
  }

  private int edgeFactor(int type, int factor) {
    int square = config.width() * config.width();
    return config.contentRows() * config.width() + (type * 3 + factor) * square;
  }

  private Matrix classFactor(int factor) {
    int at = edgeFactor(EDGE_TYPES, factor);
    return Matrix.of(new float[0], at, factor == 2 ? columns() : config.width());
  }

  private int columns() {
    return Parameters.zero(config, classes).columns();
  }
}
