package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.deepmem.files.AsideFile;
import org.deepmem.finding.ScanResult;
import org.deepmem.report.ObjectFormat;
import org.deepmem.report.Timeline;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// In which form and where the result of a scan goes.
@Command
final class ResultOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table, json, jsonl, csv, parquet or timeline (${DEFAULT-VALUE}).")
  private ObjectFormat format = ObjectFormat.TABLE;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "File for the result, instead of standard output; parquet needs one.")
  private @Nullable Path output;

  @Option(
      names = "--no-hash",
      description =
          "Leave out the dump's SHA-256, for which json, jsonl and parquet read the whole file.")
  private boolean noHash;

  /// Says early what can't be written.
  void check() throws IOException {
    if (output != null) {
      AsideFile.check(output);
    } else if (format.binary()) {
      throw new ParameterException(
          spec.commandLine(), "--format parquet is no text: name a file with -o");
    }
  }

  /// Whether members are shown, so that they have to be decoded.
  boolean members() {
    return format.whole();
  }

  /// Whether the dump's hash is shown, so that it has to be computed.
  boolean hash() {
    return format.hashed() && !noHash;
  }

  void write(ScanResult result, Console console) throws IOException {
    if (output == null) {
      console.write(out -> format.write(result, out));
    } else {
      AsideFile.write(output, aside -> format.write(result, aside));
    }
    if (format == ObjectFormat.TIMELINE) {
      console.note("deepmem: %d objects have no time and are left out", Timeline.timeless(result));
    }
  }
}
