package org.deepmem.cli;

import org.deepmem.image.MemoryImage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// Where a verb prints: results to standard output, everything else to standard error.
@Command
final class Console {
  @Spec(Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /// A line of results.

  void out(String format, Object... values) {
    spec.commandLine().getOut().println(format.formatted(values));
    spec.commandLine().getOut().flush();
  }

  /// A line about the work.

  void note(String format, Object... values) {
    spec.commandLine().getErr().println(format.formatted(values));
    spec.commandLine().getErr().flush();
  }

  /// Says what of a dump couldn't be read, if anything.
  void reportDamage(MemoryImage image) {
    if (!image.damage().isNone()) {
      note("deepmem: %s: %s", image.path(), image.damage());
    }
  }
}
