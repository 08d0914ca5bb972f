package org.deepmem.nn;

/// The loops in which the network spends its time. Every element of a result is computed by the
/// same operations in the same order, whatever the implementation, the vector width and the number
/// of rows in a call: results are equal bit for bit. No method is parallel; calls that write
/// different rows may run at the same time.
///
/// Row counts are free; column counts are multiples of [#PANEL].
public interface Kernels {
  /// What column counts are multiples of.
  int PANEL = 64;

  /// Score of a class that a row must not choose; added to its score.
  float FORBIDDEN = -1e30f;

  /// The fastest implementation on this machine: [VectorKernels] where the incubator module is
  /// present, else [ScalarKernels].
  static Kernels best() {
    return KernelsHolder.BEST;
  }

  /// `c += a · b`; the sum of an element runs over `inner` in ascending order, fused.
  ///
  /// @param a `[rows × inner]`, either stride
  /// @param b `[inner × columns]`, column stride 1
  /// @param c `[rows × columns]`, column stride 1
  void multiplyAdd(Matrix a, Matrix b, Matrix c, int rows, int inner, int columns);

  /// `out[r] = ` sum or mean over the neighbours of row `from + r`, or adds it where `add`. Rows
  /// without neighbours count as zero.
  ///
  /// @param source column stride 1
  /// @param out `[rows × columns]`, column stride 1
  void gather(
      Neighbours neighbours,
      int from,
      Matrix source,
      Matrix out,
      int rows,
      int columns,
      boolean add);

  /// `out[r] += Σ table[indices[at + r · perRow + i]]`, i ascending.
  ///
  /// @param indices row indices of the table, `perRow` for each row
  /// @param table `[any × columns]`, rows next to each other
  /// @param out `[rows × columns]`, rows next to each other
  void addRows(int[] indices, int at, int perRow, Matrix table, Matrix out, int rows, int columns);

  /// The gradient of [#addRows]: `table[indices[..]] += gradient[r]`.
  void addRowsGradient(
      int[] indices, int at, int perRow, Matrix table, Matrix gradient, int rows, int columns);

  /// `out[r] += Σ over p of bytes[p] · scale · weights[p]`, where `bytes` are those of row r as
  /// unsigned numbers; with `presence`, `weights[perRow + p]` is added before it for each byte that
  /// is not zero. Zero bytes cost nothing.
  ///
  /// @param bytes `perRow` a row, first row at `at`
  /// @param perRow a multiple of 8
  /// @param weights `[perRow or 2 · perRow × columns]`, rows next to each other
  /// @param out `[rows × columns]`, rows next to each other
  void addBytes(
      byte[] bytes,
      int at,
      int perRow,
      float scale,
      boolean presence,
      Matrix weights,
      Matrix out,
      int rows,
      int columns);

  /// The gradient of [#addBytes], added to `weights`.
  void addBytesGradient(
      byte[] bytes,
      int at,
      int perRow,
      float scale,
      boolean presence,
      Matrix weights,
      Matrix gradient,
      int rows,
      int columns);

  /// `sums[sumsAt + j] += Σ over r of rows[r, j]`, r ascending.
  ///
  /// @param rows `[count × columns]`, column stride 1
  void columnSums(Matrix rows, int count, int columns, float[] sums, int sumsAt);

  /// `out[r] = from[r] + values[at .. at + columns)`: the same for every row.
  ///
  /// @param from `[rows × columns]`, column stride 1
  /// @param out `[rows × columns]`, column stride 1
  void addToRows(float[] values, int at, Matrix from, Matrix out, int rows, int columns);

  /// Drops elements: each of `[count × columns]` becomes 0, or `v / keep` with the probability
  /// `keep` (in steps of 1/256, [Elementwise#kept]). What is dropped depends on the seed and on the
  /// row's number alone, not on who computes it.
  ///
  /// @param rows `[count × columns]`, column stride 1
  /// @param firstRow number of the first row
  void dropout(Matrix rows, int count, int columns, long firstRow, float keep, long seed);

  /// Hyperbolic tangent in place, `values[at .. at + length)`, within 2e-7 of the true value.
  void tanh(float[] values, int at, int length);

  /// For each row the best column and its softmax probability among the allowed ones. Of equal
  /// scores the first wins.
  ///
  /// @param scores `[rows × columns]`, column stride 1; changed
  /// @param masks of the columns
  /// @param maskOf the mask of each row
  /// @param best receives the column of each row
  /// @param probability receives its probability
  void bestColumn(
      Matrix scores, ColumnMasks masks, int[] maskOf, int rows, int[] best, float[] probability);

  /// Softmax cross-entropy, weighted: returns the sum over the rows of `weight[class] · -ln p` and
  /// leaves its gradient times `scale` in `scores`.
  ///
  /// @param scores `[rows × columns]`, column stride 1; overwritten
  /// @param classes the true column of row r at `at + r`
  /// @param maskOf the mask of row r at `at + r`
  /// @param weights `[columns]`
  double crossEntropy(
      Matrix scores,
      ColumnMasks masks,
      int[] maskOf,
      int[] classes,
      int at,
      float[] weights,
      float scale,
      int rows);
}
