package org.deepmem.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
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

  /// Results that write themselves.
  void write(Results results) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    results.write(out);
    out.flush();
    if (out.checkError()) {
      throw new IOException("standard output: can't be written; is the disk full?");
    }
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
