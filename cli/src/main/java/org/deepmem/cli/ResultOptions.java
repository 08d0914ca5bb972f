package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.Dump;
import org.deepmem.DumpScanner;
import org.deepmem.Explainer;
import org.deepmem.detection.DetectedObject;
import org.deepmem.files.AsideFile;
import org.deepmem.finding.Explanation;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ScanResult;
import org.deepmem.report.ObjectFormat;
import org.deepmem.report.Timeline;
import org.deepmem.report.html.HtmlReport;
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
          "Leave out the dump's SHA-256, for which json, jsonl, parquet and the report read the whole"
              + " file.")
  private boolean noHash;

  @Option(
      names = "--report",
      paramLabel = "PAGE.html",
      description =
          "Also write a page that opens offline: findings, all objects, their members, votes and"
              + " neighbours, a map of memory.")
  private @Nullable Path page;

  /// Says early what can't be written.
  void check() throws IOException {
    if (page != null) {
      AsideFile.check(page);
    }
    if (output != null) {
      AsideFile.check(output);
    } else if (format.binary()) {
      throw new ParameterException(
          spec.commandLine(), "--format parquet is no text: name a file with -o");
    }
  }

  /// Whether members are shown, so that they have to be decoded.
  boolean members() {
    return format.whole() || page != null;
  }

  /// Whether the dump's hash is shown, so that it has to be computed.
  boolean hash() {
    return (format.hashed() || page != null) && !noHash;
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

  /// Whether what objects were found by is shown, so that it has to be kept.
  boolean reasons() {
    return page != null;
  }

  /// Writes the page, where one is wanted.
  void writePage(Dump dump, DumpScanner.Scanned scanned) throws IOException {
    if (page == null) {
      return;
    }
    List<Explanation> explanations = new ArrayList<>();
    if (scanned.reasons().isPresent()) {
      Explainer explainer =
          new Explainer(
              scanned.graph(),
              scanned.reasons().get(),
              dump.space()::read,
              Explainer.sizes(scanned.network(), scanned.kernel()));
      for (FoundObject found : HtmlReport.detailed(scanned.result())) {
        DetectedObject object = found.object();
        explanations.add(explainer.explain(object.type(), object.virtualAddress()));
      }
    }
    HtmlReport.write(scanned.result(), explanations, dump.image().runs(), page);
  }
}
