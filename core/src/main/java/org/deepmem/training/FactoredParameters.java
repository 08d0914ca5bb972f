package org.deepmem.training;

import org.deepmem.model.ModelConfig;
import org.deepmem.model.NodeFeatures;
import org.deepmem.model.Parameters;
import org.deepmem.nn.Kernels;
import org.deepmem.nn.Matrix;
import org.deepmem.nn.SeededRandom;

/// The paper's parameters: the weights of each edge type and of the classes are products of three
/// matrices, trained each; no biases. With nothing between the three, the product computes exactly
/// what they do one after the other.
///
/// The trained values: content, as in [Parameters], and categories, where they are seen; for each
/// edge type three `[width × width]`; for the classes two `[width × width]` and one `[width ×
/// columns]`.
record FactoredParameters(ModelConfig config, int classes) implements Parametrisation {
  private static final float SPREAD = 0.1f;

  @Override
  public int size() {
    return classFactor(2).at() + config.width() * columns();
  }

  /// Truncated normal, deviation 0.1.
  @Override
  public float[] initial(SeededRandom random) {
    float[] trained = new float[size()];
    int units = config.units();
    random.fill(Matrix.of(trained, 0, config.width()), ownRows(), units, SPREAD);
    for (int edge = 0; edge < config.edges().size(); edge++) {
      for (Matrix factor : edgeFactors(trained, edge)) {
        random.fill(factor, units, units, SPREAD);
      }
    }
    Matrix[] factors = classFactors(trained);
    random.fill(factors[0], units, units, SPREAD);
    random.fill(factors[1], units, units, SPREAD);
    random.fill(factors[2], units, classes, SPREAD);
    return trained;
  }

  @Override
  public void fold(float[] trained, Parameters folded) {
    int width = config.width();
    System.arraycopy(trained, 0, folded.values(), 0, edgeFactor(0, 0));
    for (int edge = 0; edge < foldedEdges(); edge++) {
      Matrix[] factors = edgeFactors(trained, edge);
      Matrix target = folded.message(0, edge);
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
    for (int edge = 0; edge < foldedEdges(); edge++) {
      Matrix[] factors = edgeFactors(trained, edge);
      Matrix[] gradients = edgeFactors(out, edge);
      unfold(factors, g.message(0, edge), gradients, config.width());
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

  private Matrix[] edgeFactors(float[] values, int edge) {
    Matrix[] factors = new Matrix[3];
    for (int f = 0; f < 3; f++) {
      factors[f] = Matrix.of(values, edgeFactor(edge, f), config.width());
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

  /// Rows of content and categories, which are trained themselves.
  private int ownRows() {
    return config.contentRows() + (config.input().categories() ? NodeFeatures.ROWS : 0);
  }

  /// Edge types whose product the network has: none where it has no round.
  private int foldedEdges() {
    return config.rounds() == 0 ? 0 : config.edges().size();
  }

  private int edgeFactor(int edge, int factor) {
    int square = config.width() * config.width();
    return ownRows() * config.width() + (edge * 3 + factor) * square;
  }

  private Matrix classFactor(int factor) {
    int at = edgeFactor(config.edges().size(), factor);
    return Matrix.of(new float[0], at, factor == 2 ? columns() : config.width());
  }

  private int columns() {
    return Parameters.zero(config, classes).columns();
  }
}
