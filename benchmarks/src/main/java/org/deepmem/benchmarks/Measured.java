package org.deepmem.benchmarks;

/// One measured figure.
///
/// @param what it is of
/// @param value measured
/// @param unit of the value; `ratio` where it compares
/// @param target `at most` or `at least` a value, or nothing
/// @param reached whether the value is within the target; true where there is none
record Measured(String what, double value, String unit, String target, boolean reached) {
  static Measured of(String what, double value, String unit) {
    return new Measured(what, value, unit, "", true);
  }

  static Measured atMost(String what, double value, String unit, double most) {
    return new Measured(what, value, unit, "at most %.3g".formatted(most), value <= most);
  }

  static Measured atLeast(String what, double value, String unit, double least) {
    return new Measured(what, value, unit, "at least %.3g".formatted(least), value >= least);
  }

  String row() {
    return "| %s | %,.3f %s | %s | %s |"
        .formatted(what, value, unit, target, target.isEmpty() ? "" : reached ? "yes" : "no");
  }
}
