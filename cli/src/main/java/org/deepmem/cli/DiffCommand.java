package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.deepmem.Dump;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ResultDiff;
import org.deepmem.finding.ScanResult;
import org.deepmem.model.WarmUp;
import org.deepmem.report.DiffReport;
import org.deepmem.report.ResultReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `deepmem diff`: what came, went and changed between two dumps.
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares two dumps of a machine, or results that scan wrote as JSON or JSON Lines: objects"
          + " that came (+), went (-) and changed (~)."
    },
    footer = {
      "",
      "Examples:",
      "  deepmem diff before.elf after.elf --type task_struct",
      "  deepmem diff before.jsonl after.jsonl --format json"
    })
final class DiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BEFORE", description = "A dump, or a result of scan.")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "AFTER", description = "A later one.")
  private Path after = Path.of("");

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table or json (${DEFAULT-VALUE}).")
  private Format format = Format.TABLE;

  @Mixin private ScanOptions scan = new ScanOptions();
  @Mixin private Console console = new Console();

  private enum Format {
    TABLE,
    JSON
  }

  @Override
  public Integer call() throws IOException {
    ScanResult first = result(before);
    ScanResult second = result(after);
    ResultDiff diff = ResultDiff.of(first, second);
    console.write(
        out -> {
          switch (format) {
            case TABLE -> DiffReport.table(diff, out);
            case JSON -> DiffReport.json(diff, out);
          }
        });
    diff.warnings().forEach(warning -> console.note("deepmem: %s", warning));
    return 0;
  }

  private ScanResult result(Path file) throws IOException {
    ScanResult result = ResultReader.isResult(file) ? ResultReader.read(file) : scanned(file);
    result.warnings().forEach(warning -> console.note("deepmem: %s: %s", file, warning));
    List<FoundObject> wanted =
        result.objects().stream().filter(found -> scan.wanted(found.object().type())).toList();
    return new ScanResult(result.dump(), wanted, result.asked(), result.warnings());
  }

  private ScanResult scanned(Path file) throws IOException {
    WarmUp.start();
    try (Dump dump = scan.open(file)) {
      return scan.scan(dump, new ScanOptions.Wanted(new ViewOptions(), true, false, false), console)
          .result();
    }
  }
}
