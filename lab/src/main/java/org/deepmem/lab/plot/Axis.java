package org.deepmem.lab.plot;

import java.util.List;

/// An axis's range and what stands at its ticks.
public sealed interface Axis {
  /// Even steps.
  ///
  /// @param least first value shown
  /// @param most last value shown
  record Linear(double least, double most) implements Axis {
    public Linear {
      if (!(least < most)) {
        throw new IllegalArgumentException("no range: %f to %f".formatted(least, most));
      }
    }
  }

  /// Even steps of the logarithm.
  ///
  /// @param least first value shown, above 0
  /// @param most last value shown
  record Logarithmic(double least, double most) implements Axis {
    public Logarithmic {
      if (!(0 < least && least < most)) {
        throw new IllegalArgumentException("no range: %f to %f".formatted(least, most));
      }
    }
  }

  /// Names at 0, 1, 2, ...: of kinds, or of numbers whose distances don't matter.
  ///
  /// @param names at least one
  record Named(List<String> names) implements Axis {
    public Named {
      names = List.copyOf(names);
    }
  }

  /// A range for shares that are close to 1: it begins at the highest of some limits, so that small
  /// differences show.
  ///
  /// @param least of the values to be shown
  static Axis shares(double least) {
    for (double limit : new double[] {0.99, 0.95, 0.9, 0.8, 0.5}) {
      if (least >= limit) {
        return new Linear(limit, 1 + (1 - limit) / 25);
      }
    }
    return new Linear(0, 1.04);
  }
}
