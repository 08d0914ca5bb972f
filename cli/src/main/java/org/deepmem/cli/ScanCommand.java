package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.deepmem.Dump;
import org.deepmem.DumpScanner;
import org.deepmem.LayoutLearning;
import org.deepmem.detection.MemberOffset.State;
import org.deepmem.detection.TypeLayout;
import org.deepmem.files.AsideFile;
import org.deepmem.finding.Finding;
import org.deepmem.finding.ScanResult;
import org.deepmem.model.WarmUp;
import org.deepmem.report.LayoutReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `deepmem scan`: the objects of a dump.
@Command(
    name = "scan",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Finds the kernel objects of a dump by their content and connections. Needs no symbols;"
          + " where the dump has them, objects are named."
    },
    footer = {
      "",
      "Examples:",
      "  deepmem scan memory.elf",
      "  deepmem scan memory.elf --type task_struct --format jsonl > tasks.jsonl",
      "  deepmem scan memory.elf --view hidden --report memory.html",
      "  deepmem scan memory.elf --format parquet -o memory.parquet",
      "  deepmem scan memory.elf --freed --type task_struct"
    })
final class ScanCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DUMP", description = "The memory dump.")
  private Path file = Path.of("");

  @Mixin private ResultOptions output = new ResultOptions();

  @Option(
      names = "--layout",
      paramLabel = "FILE",
      description =
          "Also write, as JSON, at which offsets the members of each type lie in this kernel, as"
              + " learnt from the dump alone.")
  private @Nullable Path layout;

  @Mixin private ViewOptions view = new ViewOptions();
  @Mixin private ScanOptions scan = new ScanOptions();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    output.check();
    if (layout != null) {
      AsideFile.check(layout);
    }
    WarmUp.start();
    try (Dump dump = scan.open(file)) {
      ScanOptions.Wanted wanted =
          new ScanOptions.Wanted(view, output.members(), output.hash(), output.reasons());
      DumpScanner.Scanned scanned = scan.scan(dump, wanted, console);
      ScanResult result = scanned.result();
      output.write(result, console);
      output.writePage(dump, scanned);
      result.warnings().forEach(warning -> console.note("deepmem: %s: %s", file, warning));
      tellOfFindings(result);
      if (layout != null) {
        writeLayout(layout, scanned, dump.release().orElse(""));
      }
    }
    return 0;
  }

  /// Says how many objects are out of order, since a long list hides them.
  private void tellOfFindings(ScanResult result) {
    long hidden = result.count(Finding.HIDDEN);
    long fabricated = result.count(Finding.FABRICATED);
    if (hidden + fabricated > 0) {
      console.note(
          "deepmem: %s: %d objects are hidden, %d fabricated: '--view flagged' lists them",
          file, hidden, fabricated);
    }
  }

  private void writeLayout(Path target, DumpScanner.Scanned scanned, String release)
      throws IOException {
    List<TypeLayout> learnt =
        LayoutLearning.learn(scanned.network(), scanned.graph()).stream()
            .filter(type -> scan.wanted(type.type()))
            .toList();
    String dump = String.valueOf(file.getFileName());
    new LayoutReport(dump, release, scanned.network().trainedOn(), learnt).write(target);
    for (TypeLayout type : learnt) {
      console.note(
          "deepmem: %s: %s: %d members as learnt, %d elsewhere, %d unsolved",
          target,
          type.type(),
          type.count(State.AS_LEARNT),
          type.count(State.SOLVED),
          type.count(State.UNSOLVED));
    }
  }
}
