package org.deepmem.lab.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The experiments by name.
final class Experiments {
  private static final Map<String, Experiment> ALL = new LinkedHashMap<>();

  static {
    ALL.put("accuracy", new Accuracy());
    ALL.put("calibration", new Calibration());
    ALL.put("matters", new Matters());
    ALL.put("attacks", new Attacks());
    ALL.put("baselines", new Baselines());
    ALL.put("kernels", new Kernels());
  }

  private Experiments() {}

  /// Their names, in the order in which `all` runs them.
  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  static Optional<Experiment> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }
}
