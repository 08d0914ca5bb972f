package org.deepmem.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [Exponential] lane by lane.
final class VectorKernelsExponential {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;

  private VectorKernelsExponential() {}

  /// [Exponential#tanh].
  static FloatVector tanh(FloatVector x) {
    FloatVector e = exp(x.abs().mul(-2f));
    FloatVector one = FloatVector.broadcast(S, 1f);
    FloatVector magnitude = one.sub(e).div(one.add(e));
    return magnitude
        .viewAsIntegralLanes()
        .or(x.viewAsIntegralLanes().and(0x80000000))
        .reinterpretAsFloats();
  }

  /// [Exponential#exp].
  static FloatVector exp(FloatVector x) {
    FloatVector bounded = x.max(Exponential.LOWEST).min(Exponential.HIGHEST);
    FloatVector rounder = FloatVector.broadcast(S, Exponential.ROUNDER);
    FloatVector shifted = bounded.fma(FloatVector.broadcast(S, Exponential.LOG2_E), rounder);
    FloatVector whole = shifted.sub(rounder);
    FloatVector r = whole.fma(FloatVector.broadcast(S, -Exponential.LN2_HIGH), bounded);
    r = whole.fma(FloatVector.broadcast(S, -Exponential.LN2_LOW), r);
    FloatVector p = FloatVector.broadcast(S, Exponential.C5).fma(r, constant(Exponential.C4));
    p = p.fma(r, constant(Exponential.C3));
    p = p.fma(r, constant(Exponential.C2));
    p = p.fma(r, constant(Exponential.C1));
    p = p.fma(r, constant(Exponential.C0));
    FloatVector value = p.fma(r.mul(r), r).add(1f);
    IntVector exponent =
        shifted.reinterpretAsInts().sub(IntVector.broadcast(I, EXPONENT_OF_ROUNDER));
    FloatVector power = exponent.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    return value.mul(power).blend(0f, x.lt(Exponential.LOWEST));
  }

  /// Bits of the rounder, less the exponent's bias.
  private static final int EXPONENT_OF_ROUNDER = Float.floatToRawIntBits(Exponential.ROUNDER) - 127;

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(S, value);
  }
}
