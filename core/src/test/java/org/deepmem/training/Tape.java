package org.deepmem.training;

import java.util.Arrays;

/// Reverse-mode differentiation of scalars in double precision: every operation is noted with its
/// partial derivatives, then walked backwards. Slow and plain: the oracle of the gradient pass.
final class Tape {
  private double[] values = new double[1 << 16];
  private int[][] parents = new int[2][1 << 16];
  private double[][] partials = new double[2][1 << 16];
  private int count;

  int constant(double value) {
    return note(value, 0, 0, 0, 0);
  }

  int add(int a, int b) {
    return note(values[a] + values[b], a, 1, b, 1);
  }

  int multiply(int a, int b) {
    return note(values[a] * values[b], a, values[b], b, values[a]);
  }

  int scale(int a, double factor) {
    return note(values[a] * factor, a, factor, a, 0);
  }

  int relu(int a) {
    return note(Math.max(values[a], 0), a, values[a] > 0 ? 1 : 0, a, 0);
  }

  int tanh(int a) {
    double t = Math.tanh(values[a]);
    return note(t, a, 1 - t * t, a, 0);
  }

  int exp(int a) {
    double e = Math.exp(values[a]);
    return note(e, a, e, a, 0);
  }

  int log(int a) {
    return note(Math.log(values[a]), a, 1 / values[a], a, 0);
  }

  double value(int a) {
    return values[a];
  }

  /// The derivative of `output` by every number on the tape.
  double[] gradient(int output) {
    double[] gradient = new double[count];
    gradient[output] = 1;
    for (int i = output; i >= 0; i--) {
      for (int side = 0; side < 2; side++) {
        gradient[parents[side][i]] += gradient[i] * partials[side][i];
      }
    }
    return gradient;
  }

  private int note(double value, int a, double da, int b, double db) {
    if (count == values.length) {
      values = Arrays.copyOf(values, count * 2);
      for (int side = 0; side < 2; side++) {
        parents[side] = Arrays.copyOf(parents[side], count * 2);
        partials[side] = Arrays.copyOf(partials[side], count * 2);
      }
    }
    values[count] = value;
    parents[0][count] = a;
    parents[1][count] = b;
    partials[0][count] = da;
    partials[1][count] = db;
    return count++;
  }
}
