package org.deepmem.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// What a number that is given as an option may be.
///
/// @param least and most, both allowed
record Bounds(int least, int most) {
  /// Refuses a number outside.
  ///
  /// @param option its name, for the message
  void check(CommandSpec spec, String option, int value) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(), "%s %d: give %d to %d".formatted(option, value, least, most));
    }
  }
}
