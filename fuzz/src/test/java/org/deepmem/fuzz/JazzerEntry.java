package org.deepmem.fuzz;

/// What Jazzer calls: the target that a system property names.
public final class JazzerEntry {
  /// System property that holds the target's name.
  static final String TARGET = "deepmem.fuzz.target";

  private static final FuzzTarget CHOSEN = FuzzTargets.of(System.getProperty(TARGET, ""));

  private JazzerEntry() {}

  /// Runs the seeds, so that no input's time is that of loading and instrumenting classes.
  public static void fuzzerInitialize() throws Exception {
    for (byte[] seed : CHOSEN.seeds()) {
      CHOSEN.run(seed);
    }
  }

  /// Runs one input.
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    MeasuredRun.of(CHOSEN, input);
  }
}
