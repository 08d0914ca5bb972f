package org.deepmem.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `deepmem fleet`: the objects of many dumps, on this machine or on a Spark cluster.
@Command(
    name = "fleet",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scans many dumps and writes Parquet tables of objects, dumps and failures: here, on all"
          + " processors, or by spark-submit on a cluster (docs/fleet.md). What is done is"
          + " skipped, and what failed is tried again, by a later run."
    },
    footer = {
      "",
      "Exit status: 0 all dumps are done, 1 some failed (the others' results are kept), 2 wrong"
          + " usage.",
      "",
      "Examples:",
      "  deepmem fleet dumps/ -o results/",
      "  deepmem fleet '/incident/*/memory.*' -o results/ --resume",
      "  deepmem fleet rare results/"
    })
final class FleetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "DIR|LIST|GLOB",
      arity = "0..*",
      description =
          "Folders of dumps, text files with a path or URI a line, patterns, or dumps. Where Hadoop"
              + " is set up, also by its URIs (hdfs:, s3a:).")
  private List<String> inputs = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Folder of the tables, path or URI; made if it isn't there.")
  private @Nullable String output;

  @Option(
      names = "--resume",
      description =
          "After a crash: take a dump of the same path, length and time as one that is done for"
              + " done, without reading it.")
  private boolean resume;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The model for all dumps, path or URI; by default the bundled ones.")
  private @Nullable String model;

  @Option(
      names = "--symbols",
      split = ",",
      paramLabel = "FILE|DIR",
      description = "Symbols, as for 'scan', paths or URIs that all machines can read.")
  private List<String> symbols = List.of();

  @Option(
      names = "--freed",
      description = "Also list freed objects that are still whole, such as ended processes.")
  private boolean freed;

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    if (inputs.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: DIR|LIST|GLOB");
    }
    if (output == null) {
      throw new ParameterException(spec.commandLine(), "Missing required option: '--output=DIR'");
    }
    Fleet.Order order =
        new Fleet.Order(
            VersionProvider.title(),
            inputs,
            output,
            Optional.ofNullable(model),
            symbols,
            freed,
            resume);
    Fleet.Outcome outcome = fleet().scan(order, line -> console.note("deepmem: %s", line));
    int all = outcome.done() + outcome.skipped() + outcome.failed();
    if (outcome.failed() > 0) {
      console.note(
          "deepmem: %s: %d of %d dumps failed, %d are done, %d were before; why is in %s",
          output,
          outcome.failed(),
          all,
          outcome.done(),
          outcome.skipped(),
          output.replaceFirst("/*$", "/failures"));
      return 1;
    }
    console.note(
        "deepmem: %s: %d dumps are done, %d were before",
        output, outcome.done(), outcome.skipped());
    return 0;
  }

  /// What does the work.
  ///
  /// @throws IOException when it isn't on the class path
  static Fleet fleet() throws IOException {
    return ServiceLoader.load(Fleet.class)
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "fleet needs Apache Spark: start it by ./deepmem, which fetches Spark, or by"
                        + " spark-submit (docs/fleet.md)"));
  }
}
