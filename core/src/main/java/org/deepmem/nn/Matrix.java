package org.deepmem.nn;

/// A window on a flat array, read as a matrix: element (i, j) is `values[at + i · rowStride + j ·
/// columnStride]`. Rows and columns are counted by who uses it.
///
/// @param values shared, not copied
/// @param at index of element (0, 0)
/// @param rowStride elements from one row to the next
/// @param columnStride elements from one column to the next; 1 unless transposed
public record Matrix(float[] values, int at, int rowStride, int columnStride) {
  /// A row-major matrix.
  public static Matrix of(float[] values, int at, int columns) {
    return new Matrix(values, at, columns, 1);
  }

  /// Element (i, j).
  public float get(int i, int j) {
    return values[at + i * rowStride + j * columnStride];
  }

  /// The same without the columns before `column`.
  public Matrix from(int column) {
    return new Matrix(values, at + column * columnStride, rowStride, columnStride);
  }

  /// The same values with rows and columns exchanged.
  public Matrix transposed() {
    return new Matrix(values, at, columnStride, rowStride);
  }
}
