package org.deepmem.training;

import org.deepmem.model.Parameters;
import org.deepmem.nn.SeededRandom;

/// How the numbers that are trained make up those that the network computes with.
interface Parametrisation {
  /// Number of trained values.
  int size();

  /// Their first values.
  float[] initial(SeededRandom random);

  /// Computes the network's parameters from the trained ones.
  void fold(float[] trained, Parameters folded);

  /// Turns the gradient of the folded parameters into that of the trained ones.
  ///
  /// @param out `[size]`, overwritten
  void unfold(float[] trained, float[] foldedGradient, float[] out);
}
