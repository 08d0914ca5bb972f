package org.deepmem.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The product of [VectorKernels], in tiles whose sums stay in registers.
///
/// The tiles are written out: in a loop or with a method a row the compiler no longer keeps the
/// sums in registers, and speed falls tenfold.
final class VectorKernelsProduct {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /// 512-bit machines have 32 registers, room for a tile of 6 × 4; others take 4 × 2.
  private static final boolean WIDE = L >= 16;

  private VectorKernelsProduct() {}

  /// [Kernels#multiplyAdd].
  static void multiplyAdd(Matrix a, Matrix b, Matrix c, int rows, int inner, int columns) {
    int wide = WIDE ? rows - rows % 6 : 0;
    int narrow = rows - (rows - wide) % 4;
    for (int column = 0; column < columns; column += Kernels.PANEL) {
      for (int row = 0; row < wide; row += 6) {
        for (int j = column; j < column + Kernels.PANEL; j += 4 * L) {
          tile6x4(a, row, b, c, j, inner);
        }
      }
      for (int row = wide; row < narrow; row += 4) {
        for (int j = column; j < column + Kernels.PANEL; j += 2 * L) {
          tile4x2(a, row, b, c, j, inner);
        }
      }
      for (int row = narrow; row < rows; row++) {
        for (int j = column; j < column + Kernels.PANEL; j += 4 * L) {
          tile1x4(a, row, b, c, j, inner);
        }
      }
    }
  }

  /// `c[row .. row + 6, column .. column + 4 L) += a · b`.
  private static void tile6x4(Matrix a, int row, Matrix b, Matrix c, int column, int inner) {
    float[] av = a.values();
    float[] bv = b.values();
    float[] cv = c.values();
    int i1 = a.rowStride();
    int i2 = 2 * i1;
    int i3 = 3 * i1;
    int i4 = 4 * i1;
    int i5 = 5 * i1;
    int step = a.columnStride();
    int bStep = b.rowStride();
    int c0 = c.at() + row * c.rowStride() + column;
    int c1 = c0 + c.rowStride();
    int c2 = c1 + c.rowStride();
    int c3 = c2 + c.rowStride();
    int c4 = c3 + c.rowStride();
    int c5 = c4 + c.rowStride();
    FloatVector s00 = FloatVector.fromArray(S, cv, c0);
    FloatVector s01 = FloatVector.fromArray(S, cv, c0 + L);
    FloatVector s02 = FloatVector.fromArray(S, cv, c0 + 2 * L);
    FloatVector s03 = FloatVector.fromArray(S, cv, c0 + 3 * L);
    FloatVector s10 = FloatVector.fromArray(S, cv, c1);
    FloatVector s11 = FloatVector.fromArray(S, cv, c1 + L);
    FloatVector s12 = FloatVector.fromArray(S, cv, c1 + 2 * L);
    FloatVector s13 = FloatVector.fromArray(S, cv, c1 + 3 * L);
    FloatVector s20 = FloatVector.fromArray(S, cv, c2);
    FloatVector s21 = FloatVector.fromArray(S, cv, c2 + L);
    FloatVector s22 = FloatVector.fromArray(S, cv, c2 + 2 * L);
    FloatVector s23 = FloatVector.fromArray(S, cv, c2 + 3 * L);
    FloatVector s30 = FloatVector.fromArray(S, cv, c3);
    FloatVector s31 = FloatVector.fromArray(S, cv, c3 + L);
    FloatVector s32 = FloatVector.fromArray(S, cv, c3 + 2 * L);
    FloatVector s33 = FloatVector.fromArray(S, cv, c3 + 3 * L);
    FloatVector s40 = FloatVector.fromArray(S, cv, c4);
    FloatVector s41 = FloatVector.fromArray(S, cv, c4 + L);
    FloatVector s42 = FloatVector.fromArray(S, cv, c4 + 2 * L);
    FloatVector s43 = FloatVector.fromArray(S, cv, c4 + 3 * L);
    FloatVector s50 = FloatVector.fromArray(S, cv, c5);
    FloatVector s51 = FloatVector.fromArray(S, cv, c5 + L);
    FloatVector s52 = FloatVector.fromArray(S, cv, c5 + 2 * L);
    FloatVector s53 = FloatVector.fromArray(S, cv, c5 + 3 * L);
    int p = a.at() + row * i1;
    int q = b.at() + column;
    for (int k = 0; k < inner; k++, p += step, q += bStep) {
      FloatVector b0 = FloatVector.fromArray(S, bv, q);
      FloatVector b1 = FloatVector.fromArray(S, bv, q + L);
      FloatVector b2 = FloatVector.fromArray(S, bv, q + 2 * L);
      FloatVector b3 = FloatVector.fromArray(S, bv, q + 3 * L);
      FloatVector x = FloatVector.broadcast(S, av[p]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
      x = FloatVector.broadcast(S, av[p + i1]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      s12 = x.fma(b2, s12);
      s13 = x.fma(b3, s13);
      x = FloatVector.broadcast(S, av[p + i2]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      s22 = x.fma(b2, s22);
      s23 = x.fma(b3, s23);
      x = FloatVector.broadcast(S, av[p + i3]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      s32 = x.fma(b2, s32);
      s33 = x.fma(b3, s33);
      x = FloatVector.broadcast(S, av[p + i4]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      s42 = x.fma(b2, s42);
      s43 = x.fma(b3, s43);
      x = FloatVector.broadcast(S, av[p + i5]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
      s52 = x.fma(b2, s52);
      s53 = x.fma(b3, s53);
    }
    s00.intoArray(cv, c0);
    s01.intoArray(cv, c0 + L);
    s02.intoArray(cv, c0 + 2 * L);
    s03.intoArray(cv, c0 + 3 * L);
    s10.intoArray(cv, c1);
    s11.intoArray(cv, c1 + L);
    s12.intoArray(cv, c1 + 2 * L);
    s13.intoArray(cv, c1 + 3 * L);
    s20.intoArray(cv, c2);
    s21.intoArray(cv, c2 + L);
    s22.intoArray(cv, c2 + 2 * L);
    s23.intoArray(cv, c2 + 3 * L);
    s30.intoArray(cv, c3);
    s31.intoArray(cv, c3 + L);
    s32.intoArray(cv, c3 + 2 * L);
    s33.intoArray(cv, c3 + 3 * L);
    s40.intoArray(cv, c4);
    s41.intoArray(cv, c4 + L);
    s42.intoArray(cv, c4 + 2 * L);
    s43.intoArray(cv, c4 + 3 * L);
    s50.intoArray(cv, c5);
    s51.intoArray(cv, c5 + L);
    s52.intoArray(cv, c5 + 2 * L);
    s53.intoArray(cv, c5 + 3 * L);
  }

  /// `c[row .. row + 4, column .. column + 2 L) += a · b`.
  private static void tile4x2(Matrix a, int row, Matrix b, Matrix c, int column, int inner) {
    float[] av = a.values();
    float[] bv = b.values();
    float[] cv = c.values();
    int i1 = a.rowStride();
    int i2 = 2 * i1;
    int i3 = 3 * i1;
    int step = a.columnStride();
    int bStep = b.rowStride();
    int c0 = c.at() + row * c.rowStride() + column;
    int c1 = c0 + c.rowStride();
    int c2 = c1 + c.rowStride();
    int c3 = c2 + c.rowStride();
    FloatVector s00 = FloatVector.fromArray(S, cv, c0);
    FloatVector s01 = FloatVector.fromArray(S, cv, c0 + L);
    FloatVector s10 = FloatVector.fromArray(S, cv, c1);
    FloatVector s11 = FloatVector.fromArray(S, cv, c1 + L);
    FloatVector s20 = FloatVector.fromArray(S, cv, c2);
    FloatVector s21 = FloatVector.fromArray(S, cv, c2 + L);
    FloatVector s30 = FloatVector.fromArray(S, cv, c3);
    FloatVector s31 = FloatVector.fromArray(S, cv, c3 + L);
    int p = a.at() + row * i1;
    int q = b.at() + column;
    for (int k = 0; k < inner; k++, p += step, q += bStep) {
      FloatVector b0 = FloatVector.fromArray(S, bv, q);
      FloatVector b1 = FloatVector.fromArray(S, bv, q + L);
      FloatVector x = FloatVector.broadcast(S, av[p]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = FloatVector.broadcast(S, av[p + i1]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = FloatVector.broadcast(S, av[p + i2]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = FloatVector.broadcast(S, av[p + i3]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
    }
    s00.intoArray(cv, c0);
    s01.intoArray(cv, c0 + L);
    s10.intoArray(cv, c1);
    s11.intoArray(cv, c1 + L);
    s20.intoArray(cv, c2);
    s21.intoArray(cv, c2 + L);
    s30.intoArray(cv, c3);
    s31.intoArray(cv, c3 + L);
  }

  /// `c[row, column .. column + 4 L) += a · b`.
  private static void tile1x4(Matrix a, int row, Matrix b, Matrix c, int column, int inner) {
    float[] av = a.values();
    float[] bv = b.values();
    float[] cv = c.values();
    int i1 = a.rowStride();
    int step = a.columnStride();
    int bStep = b.rowStride();
    int c0 = c.at() + row * c.rowStride() + column;
    FloatVector s00 = FloatVector.fromArray(S, cv, c0);
    FloatVector s01 = FloatVector.fromArray(S, cv, c0 + L);
    FloatVector s02 = FloatVector.fromArray(S, cv, c0 + 2 * L);
    FloatVector s03 = FloatVector.fromArray(S, cv, c0 + 3 * L);
    int p = a.at() + row * i1;
    int q = b.at() + column;
    for (int k = 0; k < inner; k++, p += step, q += bStep) {
      FloatVector b0 = FloatVector.fromArray(S, bv, q);
      FloatVector b1 = FloatVector.fromArray(S, bv, q + L);
      FloatVector b2 = FloatVector.fromArray(S, bv, q + 2 * L);
      FloatVector b3 = FloatVector.fromArray(S, bv, q + 3 * L);
      FloatVector x = FloatVector.broadcast(S, av[p]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
    }
    s00.intoArray(cv, c0);
    s01.intoArray(cv, c0 + L);
    s02.intoArray(cv, c0 + 2 * L);
    s03.intoArray(cv, c0 + 3 * L);
  }
}
