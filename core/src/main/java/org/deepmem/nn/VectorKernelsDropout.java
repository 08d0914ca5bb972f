package org.deepmem.nn;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [Elementwise#dropout] with the bits of several columns drawn at once, a byte a column.
final class VectorKernelsDropout {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /// Columns whose bits lie in one vector.
  private static final int DRAWN = BYTES.length();

  /// Distance of each lane's columns from the first lane's.
  private static final LongVector STEPS = LongVector.zero(LONGS).addIndex(8);

  private VectorKernelsDropout() {}

  /// [Kernels#dropout].
  static void dropout(Matrix rows, int count, int columns, long firstRow, float keep, long seed) {
    int limit = Math.round(keep * 256);
    if (limit >= 256 || columns % DRAWN != 0) {
      Elementwise.dropout(rows, count, columns, firstRow, keep, seed);
      return;
    }
    float scale = 1f / Elementwise.kept(keep);
    FloatVector zero = FloatVector.zero(S);
    float[] v = rows.values();
    for (int r = 0; r < count; r++) {
      int at = rows.at() + r * rows.rowStride();
      long state = SeededRandom.mix(seed + (firstRow + r) * SeededRandom.GOLDEN);
      for (int j = 0; j < columns; j += DRAWN) {
        long kept =
            mix(STEPS.add(state + j))
                .reinterpretAsBytes()
                .compare(VectorOperators.ULT, (byte) limit)
                .toLong();
        for (int i = 0; i < DRAWN; i += L) {
          FloatVector value = FloatVector.fromArray(S, v, at + j + i).mul(scale);
          VectorMask<Float> mask = VectorMask.fromLong(S, kept >>> i);
          zero.blend(value, mask).intoArray(v, at + j + i);
        }
      }
    }
  }

  /// [SeededRandom#mix].
  private static LongVector mix(LongVector z) {
    LongVector a = shifted(z, 30).mul(0xbf58476d1ce4e5b9L);
    return shifted(shifted(a, 27).mul(0x94d049bb133111ebL), 31);
  }

  private static LongVector shifted(LongVector z, int bits) {
    return z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, bits));
  }
}
