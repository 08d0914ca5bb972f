package org.deepmem.cli;

import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote into the JAR's manifest.
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {title()};
  }

  /// Name and version of the program.
  static String title() {
    return "deepmem " + version();
  }

  /// The version, or `development` when run from class files.
  static String version() {
    String version = VersionProvider.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
