package org.deepmem.lab;

import java.nio.file.Path;

/// The real dump that comes with the project, and the model.
public final class BundledDump {
  public static final Path DUMP = Path.of("..", "samples", "linux-6.1-cloud.kdump");
  public static final Path TRUTH = Path.of("..", "samples", "linux-6.1-cloud.truth.jsonl");
  public static final Path MODEL = Path.of("..", "models", "linux-x64.model");

  private BundledDump() {}
}
