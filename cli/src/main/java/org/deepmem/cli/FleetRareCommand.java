package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deepmem.files.AsideFile;
import org.deepmem.finding.RareItem;
import org.deepmem.report.RareFormat;
import org.deepmem.report.html.RarePage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `deepmem fleet rare`: what few hosts have.
@Command(
    name = "rare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists what few hosts of a fleet have: hidden and fabricated objects first, then modules,"
          + " drivers, processes, paths and sockets. A host is what its dump says of itself, else"
          + " the dump's file; hosts are compared with those of the same system and CPU."
    },
    footer = {
      "",
      "Examples:",
      "  deepmem fleet rare results/",
      "  deepmem fleet rare results/ --hosts 3 --format csv > rare.csv",
      "  deepmem fleet rare results/ --report rare.html"
    })
final class FleetRareCommand implements Callable<Integer> {
  private static final Bounds LIMITS = new Bounds(1, 100_000);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "Folder of the tables, as 'fleet -o' wrote it.")
  private String folder = "";

  @Option(
      names = "--hosts",
      paramLabel = "N",
      description =
          "List what at most N hosts have (a twentieth of the hosts of a system, at least 1).")
  private @Nullable Integer hosts;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "List at most N of each kind (${DEFAULT-VALUE}).")
  private int limit = 50;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table, csv or jsonl (${DEFAULT-VALUE}).")
  private RareFormat format = RareFormat.TABLE;

  @Option(
      names = "--report",
      paramLabel = "PAGE.html",
      description = "Also write them as a page that opens offline.")
  private @Nullable Path page;

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    LIMITS.check(spec, "--limit", limit);
    if (hosts != null) {
      LIMITS.check(spec, "--hosts", hosts);
    }
    if (page != null) {
      AsideFile.check(page);
    }
    List<RareItem> items = FleetCommand.fleet().rare(folder, Optional.ofNullable(hosts), limit);
    console.write(out -> format.write(items, out));
    if (page != null) {
      RarePage.write(folder, items, page);
    }
    return 0;
  }
}
