package org.deepmem.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deepmem.DumpScan;
import org.deepmem.files.AsideFile;
import org.deepmem.finding.ScanResult;
import org.deepmem.report.ObjectFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// In which form and where the result of a scan goes.
@Command
final class ResultOptions {
  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table, json, jsonl or csv (${DEFAULT-VALUE}).")
  private ObjectFormat format = ObjectFormat.TABLE;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "File for the result, instead of standard output.")
  private @Nullable Path output;

  @Option(
      names = "--no-hash",
      description = "Leave out the dump's SHA-256, for which the whole file is read.")
  private boolean noHash;

  /// Says early what can't be written.
  void check() throws IOException {
    if (output != null) {
      AsideFile.check(output);
    }
  }

  /// What makes the result.
  DumpScan.Origin origin(Path model) {
    return new DumpScan.Origin(VersionProvider.title(), model, format.whole() && !noHash);
  }

  /// Whether members are shown, so that they have to be decoded.
  boolean whole() {
    return format.whole();
  }

  void write(ScanResult result, Console console) throws IOException {
    if (output == null) {
      console.write(out -> format.write(result, out));
      return;
    }
    AsideFile.write(
        output,
        aside -> {
          try (BufferedWriter out = Files.newBufferedWriter(aside)) {
            format.write(result, out);
          }
        });
  }
}
