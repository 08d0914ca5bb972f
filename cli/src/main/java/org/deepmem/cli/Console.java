package org.deepmem.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import org.deepmem.image.MemoryImage;
import org.deepmem.report.HarmlessText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// Where a verb prints: results to standard output, everything else to standard error.
@Command
final class Console {
  @Spec(Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /// A line of results. What in a value could act on a terminal is shown as escapes.
  void out(String format, Object... values) {
    spec.commandLine().getOut().println(format.formatted(harmless(values)));
    spec.commandLine().getOut().flush();
  }

  /// Results that write themselves.
  void write(Results results) throws IOException {
    results.write(spec.commandLine().getOut());
    spec.commandLine().getOut().flush();
  }

  /// Whether a person looks at standard error.
  static boolean isTerminal() {
    java.io.Console terminal = System.console();
    return terminal != null && terminal.isTerminal();
  }

  /// Writes results.
  @FunctionalInterface
  interface Results {
    void write(Writer out) throws IOException;
  }

  /// A line about the work, made harmless as results are.
  void note(String format, Object... values) {
    spec.commandLine().getErr().println(format.formatted(harmless(values)));
    spec.commandLine().getErr().flush();
  }

  private static Object[] harmless(Object[] values) {
    return Arrays.stream(values)
        .map(value -> value instanceof Number ? value : HarmlessText.of(String.valueOf(value)))
        .toArray();
  }

  /// Says what of a dump couldn't be read, if anything.
  void reportDamage(MemoryImage image) {
    if (!image.damage().isNone()) {
      note("deepmem: %s: %s", image.path(), image.damage());
    }
  }
}
