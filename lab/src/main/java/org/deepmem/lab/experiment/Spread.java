package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// How a figure varies from training to training.
///
/// @param mean of the values
/// @param least of them
/// @param most of them
/// @param deviation standard deviation of the sample; 0 of one value
/// @param count of values, at least 1
record Spread(double mean, double least, double most, double deviation, int count) {
  /// @param values one or more
  static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    double mean = DoubleStream.of(values).average().orElseThrow();
    double squares = DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Spread(
        mean,
        DoubleStream.of(values).min().orElseThrow(),
        DoubleStream.of(values).max().orElseThrow(),
        values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1)),
        values.length);
  }

  /// As members `mean`, `min`, `max`, `sd`, `n`.
  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("mean", mean)
        .put("min", least)
        .put("max", most)
        .put("sd", deviation)
        .put("n", count);
  }

  /// For a table: the mean, and the range where there is one.
  String text() {
    String shown = String.format(Locale.ROOT, "%.4f", mean);
    return least == most
        ? shown
        : shown + String.format(Locale.ROOT, " (%.4f to %.4f)", least, most);
  }
}
