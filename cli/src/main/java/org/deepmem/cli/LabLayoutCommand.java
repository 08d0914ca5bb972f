package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.deepmem.Dump;
import org.deepmem.evaluation.LayoutCheck;
import org.deepmem.evaluation.LayoutCheck.Checked;
import org.deepmem.evaluation.LayoutCheck.Verdict;
import org.deepmem.report.LayoutReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `deepmem lab layout`: a learnt layout against the kernel's own.
@Command(
    name = "layout",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares a layout that 'deepmem scan --layout' learnt from a dump with the layouts that the"
          + " dump's kernel (or a symbol file) states."
    },
    footer = {"", "Example: deepmem lab layout memory.elf --layout layout.json"})
final class LabLayoutCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DUMP", description = "The dump that the layout was learnt from.")
  private Path file = Path.of("");

  @Option(
      names = "--layout",
      required = true,
      paramLabel = "FILE",
      description = "The learnt layout.")
  private Path layout = Path.of("");

  @Mixin private SymbolsOption symbols = new SymbolsOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    LayoutReport learnt = LayoutReport.read(layout);
    try (Dump dump = Dump.open(file, symbols.open())) {
      LayoutCheck check =
          LayoutCheck.of(learnt.types(), dump.kernel().types(), dump.space().wordSize());
      console.out("%-16s %-48s %8s %8s %8s  %s", "TYPE", "MEMBER", "LEARNT", "HERE", "TRUTH", "");
      check.members().forEach(this::tell);
      console.out("");
      console.out("%-16s %6s %6s %9s %6s", "TYPE", "RIGHT", "WRONG", "UNSOLVED", "GONE");
      for (String type : check.types()) {
        console.out(
            "%-16s %6d %6d %9d %6d",
            type,
            check.count(type, Verdict.RIGHT),
            check.count(type, Verdict.WRONG),
            check.count(type, Verdict.UNSOLVED),
            check.count(type, Verdict.GONE));
      }
      console.out(
          "%-16s %6d %6d %9d %6d",
          "all",
          check.count(Verdict.RIGHT),
          check.count(Verdict.WRONG),
          check.count(Verdict.UNSOLVED),
          check.count(Verdict.GONE));
    }
    return 0;
  }

  private void tell(Checked member) {
    console.out(
        "%-16s %-48s %8s %8s %8s  %s",
        member.type(),
        member.member(),
        String.join(",", member.told().learnt().stream().map(String::valueOf).toList()),
        member.told().offset().isPresent() ? member.told().offset().getAsInt() : "-",
        member.truth().isPresent() ? member.truth().getAsInt() : "-",
        member.verdict().name().toLowerCase(Locale.ROOT));
  }
}
