package org.deepmem.nn;

/// The optimiser of Kingma and Ba (2015), with their constants. Its state is two moments a
/// parameter.
///
/// @param mean `[parameters]`, the first moment
/// @param square `[parameters]`, the second moment
public record Adam(float[] mean, float[] square) {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  /// Moments that have decayed to less are forgotten before they become subnormal, which is slow.
  private static final float TINY = 1e-30f;

  /// The state before the first step.
  public static Adam start(int parameters) {
    return new Adam(new float[parameters], new float[parameters]);
  }

  /// Moves the parameters against their gradient.
  ///
  /// @param step number of this step, from 1
  public void update(float[] parameters, float[] gradient, int step, float rate) {
    float correction1 = (float) (1 - StrictMath.pow(BETA1, step));
    float correction2 = (float) (1 - StrictMath.pow(BETA2, step));
    float pace = rate / correction1;
    for (int i = 0; i < parameters.length; i++) {
      float g = gradient[i];
      float m = BETA1 * mean[i] + (1 - BETA1) * g;
      float v = BETA2 * square[i] + (1 - BETA2) * g * g;
      mean[i] = Math.abs(m) < TINY ? 0f : m;
      square[i] = v < TINY ? 0f : v;
      parameters[i] -= pace * m / ((float) Math.sqrt(v / correction2) + EPSILON);
    }
  }
}
