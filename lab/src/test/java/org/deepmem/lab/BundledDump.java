package org.deepmem.lab;

import java.nio.file.Path;

/// The real dump that comes with the project, and the model.
public final class BundledDump {
  public static final Path DUMP = Path.of("..", "samples", "linux-6.1-cloud.kdump");
  public static final Path TRUTH = Path.of("..", "samples", "linux-6.1-cloud.truth.jsonl");
  public static final Path MODEL = Path.of("..", "models", "linux-x64.model");

  /// The model for 32-bit kernels; no dump of one comes with the project.
  public static final Path NARROW_MODEL = Path.of("..", "models", "linux-x86.model");

  private BundledDump() {}
}
