package org.deepmem.nn;

/// The exponential function by Cody and Waite's reduction and a polynomial, in steps that a vector
/// can take too. [VectorKernels] repeats these steps with the same constants.
final class Exponential {
  /// Below it the result is 0, which is nothing beside the 1 that the softmax adds it to. Gradients
  /// made of smaller numbers would be subnormal, and those are a hundred times slower to compute
  /// with.
  static final float LOWEST = -40f;

  /// Above it the result overflows; arguments are lowered to it.
  static final float HIGHEST = 88f;

  static final float LOG2_E = 1.44269504f;

  /// 1.5 · 2^23: adding it rounds to a whole number, which then stands in the low bits.
  static final float ROUNDER = 12582912f;

  static final float LN2_HIGH = 0.693359375f;
  static final float LN2_LOW = -2.12194440e-4f;

  /// Coefficients of (e^r - 1 - r) / r² on |r| <= ln 2 / 2, highest first (Cephes, `expf`).
  static final float C5 = 1.9875691500E-4f;

  static final float C4 = 1.3981999507E-3f;
  static final float C3 = 8.3334519073E-3f;
  static final float C2 = 4.1665795894E-2f;
  static final float C1 = 1.6666665459E-1f;
  static final float C0 = 5.0000001201E-1f;

  private Exponential() {}

  /// e^x, relative error below 2e-7 between [#LOWEST] and [#HIGHEST].
  static float exp(float x) {
    float bounded = Math.min(Math.max(x, LOWEST), HIGHEST);
    float shifted = Math.fma(bounded, LOG2_E, ROUNDER);
    float whole = shifted - ROUNDER;
    float r = Math.fma(whole, -LN2_HIGH, bounded);
    r = Math.fma(whole, -LN2_LOW, r);
    float p = Math.fma(C5, r, C4);
    p = Math.fma(p, r, C3);
    p = Math.fma(p, r, C2);
    p = Math.fma(p, r, C1);
    p = Math.fma(p, r, C0);
    float value = Math.fma(p, r * r, r) + 1f;
    int exponent = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDER);
    float power = Float.intBitsToFloat((exponent + 127) << 23);
    return x < LOWEST ? 0f : value * power;
  }

  /// tanh x = sign(x) · (1 - e^(-2|x|)) / (1 + e^(-2|x|)).
  static float tanh(float x) {
    float e = exp(Math.abs(x) * -2f);
    float magnitude = (1f - e) / (1f + e);
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(magnitude) | (Float.floatToRawIntBits(x) & 0x80000000));
  }
}
