package org.deepmem.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The vector kernels against their plain twin: equal bit for bit.
final class VectorKernelsTest {
  private final SeededRandom random = new SeededRandom(7);

  @Test
  void theMachineWithTheModuleUsesIt() {
    assertThat(Kernels.best()).isInstanceOf(VectorKernels.class);
  }

  @ParameterizedTest
  @CsvSource({"1,64,64", "3,5,64", "4,64,128", "6,256,64", "13,64,256", "97,33,64"})
  void productsAreEqual(int rows, int inner, int columns) {
    float[] a = floats(rows * inner);
    float[] b = floats(inner * columns);
    float[] c = floats(rows * columns);
    same(
        c,
        (kernels, out) ->
            kernels.multiplyAdd(
                Matrix.of(a, 0, inner),
                Matrix.of(b, 0, columns),
                Matrix.of(out, 0, columns),
                rows,
                inner,
                columns));
  }

  @ParameterizedTest
  @CsvSource({"64,100,64", "256,31,64", "64,7,128"})
  void transposedProductsAreEqual(int rows, int inner, int columns) {
    float[] a = floats(inner * rows);
    float[] b = floats(inner * columns);
    same(
        floats(rows * columns),
        (kernels, out) ->
            kernels.multiplyAdd(
                Matrix.of(a, 0, rows).transposed(),
                Matrix.of(b, 0, columns),
                Matrix.of(out, 0, columns),
                rows,
                inner,
                columns));
  }

  @Test
  void aProductIsTheProduct() {
    float[] a = {1, 2, 3, 4, 5, 6};
    float[] b = new float[2 * 64];
    b[0] = 10;
    b[64] = 100;
    float[] c = new float[3 * 64];
    c[0] = 1;
    Kernels.best()
        .multiplyAdd(Matrix.of(a, 0, 2), Matrix.of(b, 0, 64), Matrix.of(c, 0, 64), 3, 2, 64);
    assertThat(new float[] {c[0], c[64], c[128], c[1]}).containsExactly(211, 430, 650, 0);
  }

  @Test
  void gathersAreEqual() {
    int rows = 50;
    int[] offsets = new int[rows + 1];
    for (int i = 0; i < rows; i++) {
      offsets[i + 1] = offsets[i] + random.nextInt(5);
    }
    int[] targets = new int[offsets[rows]];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = random.nextInt(rows);
    }
    float[] source = floats(rows * 64);
    for (boolean mean : new boolean[] {false, true}) {
      for (boolean add : new boolean[] {false, true}) {
        same(
            floats(40 * 256),
            (kernels, out) ->
                kernels.gather(
                    new Neighbours(offsets, targets, mean),
                    10,
                    Matrix.of(source, 0, 64),
                    Matrix.of(out, 64, 256),
                    39,
                    64,
                    add));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 128})
  void bytesAndRowsAreEqual(int perRow) {
    int rows = 20;
    byte[] bytes = new byte[rows * perRow];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = random.nextInt(3) == 0 ? (byte) random.nextInt(256) : 0;
    }
    int[] indices = new int[rows * 6];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = random.nextInt(9);
    }
    float[] weights = floats(2 * perRow * 64);
    float[] gradient = floats(rows * 64);
    Matrix w = Matrix.of(weights, 0, 64);
    Matrix g = Matrix.of(gradient, 0, 64);
    float scale = 1f / 255;
    for (boolean presence : new boolean[] {false, true}) {
      same(
          floats(rows * 64),
          (k, out) ->
              k.addBytes(bytes, 0, perRow, scale, presence, w, Matrix.of(out, 0, 64), rows, 64));
      same(
          floats(2 * perRow * 64),
          (k, out) ->
              k.addBytesGradient(
                  bytes, 0, perRow, scale, presence, Matrix.of(out, 0, 64), g, rows, 64));
    }
    same(
        floats(rows * 64),
        (k, out) -> k.addRows(indices, 0, 6, w, Matrix.of(out, 0, 64), rows, 64));
    same(
        floats(9 * 64),
        (k, out) -> k.addRowsGradient(indices, 0, 6, Matrix.of(out, 0, 64), g, rows, 64));
  }

  @Test
  void sumsOfRowsAreEqual() {
    float[] values = floats(31 * 192);
    float[] bias = floats(70 + 128);
    Matrix rows = Matrix.of(values, 64, 192);
    same(floats(5 + 128), (k, out) -> k.columnSums(rows, 30, 128, out, 5));
    same(
        floats(64 + 30 * 128),
        (k, out) -> k.addToRows(bias, 70, rows, Matrix.of(out, 64, 128), 30, 128));
  }

  @Test
  void sumsOfRowsAreThoseSums() {
    float[] values = new float[3 * 64];
    values[1] = 1;
    values[65] = 10;
    values[129] = 100;
    float[] sums = new float[64];
    sums[1] = 1000;
    Kernels kernels = Kernels.best();
    Matrix rows = Matrix.of(values, 0, 64);
    kernels.columnSums(rows, 3, 64, sums, 0);
    assertThat(sums[1]).isEqualTo(1111f);
    kernels.addToRows(sums, 0, rows, rows, 3, 64);
    assertThat(new float[] {values[0], values[1], values[65], values[129]})
        .containsExactly(0, 1112, 1121, 1211);
  }

  @ParameterizedTest
  @ValueSource(floats = {0.001f, 0.1f, 0.5f, 0.9f, 0.99f})
  void dropoutIsEqual(float keep) {
    same(
        floats(64 + 40 * 192),
        (k, out) -> k.dropout(Matrix.of(out, 64, 192), 40, 128, 96, keep, 12345));
  }

  @ParameterizedTest
  @ValueSource(floats = {0.1f, 0.5f, 0.9f})
  void dropoutKeepsTheShareAndTheMean(float keep) {
    int rows = 1000;
    float[] values = new float[rows * 64];
    Arrays.fill(values, 1f);
    Kernels.best().dropout(Matrix.of(values, 0, 64), rows, 64, 0, keep, 5);
    float kept = Elementwise.kept(keep);
    int count = 0;
    for (float value : values) {
      assertThat(value).isIn(0f, 1f / kept);
      count += value > 0 ? 1 : 0;
    }
    assertThat((double) count / values.length).isCloseTo(kept, within(0.01));
  }

  @Test
  void nothingIsDroppedWhereAllIsKept() {
    float[] values = floats(10 * 64);
    for (float keep : new float[] {0.999f, 1f}) {
      float[] copy = values.clone();
      Kernels.best().dropout(Matrix.of(copy, 0, 64), 10, 64, 0, keep, 5);
      assertThat(copy).isEqualTo(values);
    }
  }

  @Test
  void tanhIsEqualAndRight() {
    float[] x = floats(1003);
    for (int i = 0; i < x.length; i++) {
      x[i] *= i / 100f;
    }
    same(x, (k, out) -> k.tanh(out, 0, out.length));
    float[] y = x.clone();
    Kernels.best().tanh(y, 0, y.length);
    for (int i = 0; i < y.length; i++) {
      assertThat((double) y[i])
          .isCloseTo(Math.tanh(x[i]), org.assertj.core.data.Offset.offset(2e-7));
    }
  }

  @Test
  void choicesAndLossesAreEqual() {
    int rows = 30;
    int columns = 128;
    float[] scores = floats(rows * columns);
    float[] forbidden = new float[3 * columns];
    for (int j = 1; j < columns; j += 3) {
      forbidden[columns + j] = Kernels.FORBIDDEN;
    }
    Arrays.fill(forbidden, 2 * columns + 1, 3 * columns, Kernels.FORBIDDEN);
    forbidden[2 * columns + 72] = 0;
    forbidden[2 * columns + 75] = 0;
    ColumnMasks masks = ColumnMasks.of(forbidden, columns);
    assertThat(masks.groups()[2]).containsExactly(0, 64);
    int[] maskOf = new int[rows];
    int[] classes = new int[rows];
    for (int r = 0; r < rows; r++) {
      maskOf[r] = r % 4 == 3 ? 2 : r % 2;
      classes[r] = r % 3;
    }
    float[] weights = floats(columns);
    int[][] best = new int[2][rows];
    float[][] probability = new float[2][rows];
    double[] loss = new double[2];
    Kernels[] both = {new ScalarKernels(), new VectorKernels()};
    float[][] gradients = new float[2][];
    for (int k = 0; k < 2; k++) {
      float[] copy = scores.clone();
      both[k].bestColumn(Matrix.of(copy, 0, columns), masks, maskOf, rows, best[k], probability[k]);
      gradients[k] = scores.clone();
      Matrix g = Matrix.of(gradients[k], 0, columns);
      loss[k] = both[k].crossEntropy(g, masks, maskOf, classes, 0, weights, 0.1f, rows);
    }
    assertThat(best[1]).isEqualTo(best[0]);
    assertThat(probability[1]).isEqualTo(probability[0]);
    assertThat(loss[1]).isEqualTo(loss[0]);
    assertThat(gradients[1]).isEqualTo(gradients[0]);
    for (int r = 1; r < rows; r += 2) {
      assertThat(best[0][r] % 3).isNotEqualTo(1);
    }
    for (int r = 3; r < rows; r += 4) {
      assertThat(best[0][r]).isIn(0, 72, 75);
    }
  }

  private static void same(float[] start, BiConsumer<Kernels, float[]> use) {
    float[] scalar = start.clone();
    float[] vector = start.clone();
    use.accept(new ScalarKernels(), scalar);
    use.accept(new VectorKernels(), vector);
    assertThat(vector).isEqualTo(scalar);
    assertThat(vector).isNotEqualTo(start);
  }

  private float[] floats(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextTruncatedNormal();
    }
    return values;
  }
}
