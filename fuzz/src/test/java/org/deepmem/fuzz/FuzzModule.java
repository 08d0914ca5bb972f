package org.deepmem.fuzz;

import java.nio.file.Path;

/// Where this module is, and what lies beside it.
public final class FuzzModule {
  /// System property that holds the folder; the working folder where it isn't set.
  static final String FOLDER = "deepmem.fuzz.module";

  private FuzzModule() {}

  /// The module's folder.
  static Path folder() {
    return Path.of(System.getProperty(FOLDER, "")).toAbsolutePath();
  }

  /// Folder of the bundled dump.
  public static Path samples() {
    return folder().resolveSibling("samples");
  }
}
