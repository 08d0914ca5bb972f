package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.deepmem.files.AsideFile;
import org.deepmem.files.OwnerOnly;
import org.deepmem.lab.experiment.Effort;
import org.deepmem.lab.experiment.ExperimentRun;
import org.deepmem.lab.experiment.Setup;
import org.deepmem.lab.experiment.SystemData;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `deepmem experiment`: what the method reaches, what matters in it, and where it breaks.
@Command(
    name = "experiment",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs an experiment on labelled graphs of one or more systems: trains models, measures them,"
          + " and writes NAME.json, tables (NAME.md) and figures (NAME-*.svg) into a folder.",
      "",
      "A system is a sub-folder of --data, named after it, with the folders train, validation and"
          + " test, each with graphs and truth files as 'deepmem graph' and 'deepmem label' make"
          + " them. 'attacks' and 'baselines' also need the test dumps themselves, in the"
          + " system's folder raw or beside the graphs, with the graphs' names.",
      "",
      "Every part of an experiment is kept in the folder when it is done, as are the models; a run"
          + " that was ended goes on with the rest, and only what has other data or options is"
          + " done anew."
    },
    footer = {
      "",
      "Example: deepmem experiment accuracy --data systems/ -o results/ --quick",
      "         deepmem experiment all --data systems/ -o results/"
    })
final class ExperimentCommand implements Callable<Integer> {
  private static final String ALL = "all";
  private static final Bounds SEEDS = new Bounds(1, 100);
  private static final Bounds DUMPS = new Bounds(1, 1_000);
  private static final Bounds STEPS = new Bounds(1, 100_000);

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "${COMPLETION-CANDIDATES}, or all.")
  private String name = "";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the systems' folders.")
  private Path data = Path.of("");

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Where results go; made when it isn't there.")
  private Path output = Path.of("");

  @Option(names = "--system", split = ",", paramLabel = "NAME", description = "Only these systems.")
  private List<String> systems = List.of();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description =
          "Only these parts of 'matters': hops, width, cut, key-nodes, dumps, edges, input, recipe;"
              + " of 'baselines': lists, allocator, no-edges, paper, network; of 'kernels':"
              + " all-others, one-other, itself; as-learnt, solved, adapted.")
  private List<String> only = List.of();

  @Option(
      names = "--model",
      split = ",",
      paramLabel = "FILE",
      description =
          "For 'accuracy', 'calibration' and 'attacks': these models, at most one a family, in place of trained"
              + " ones; also on systems that are only tested on.")
  private List<Path> models = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Trainings of each kind, 1 to 100 (3; with --quick 1).")
  private @Nullable Integer seeds;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Of a training, at most (by default as the recipe says; with --quick 100).")
  private @Nullable Integer steps;

  @Option(
      names = "--training-dumps",
      paramLabel = "N",
      description = "Of a system, to learn from, at most (all; with --quick 3).")
  private @Nullable Integer trainingDumps;

  @Option(
      names = "--test-dumps",
      paramLabel = "N",
      description = "Of a system, to validate on and to test on, at most (all; with --quick 1).")
  private @Nullable Integer testDumps;

  @Option(
      names = "--quick",
      description = "Fewer systems, seeds, dumps, steps and points: the same shape in minutes.")
  private boolean quick;

  @Mixin private Console console = new Console();
  @Spec private CommandSpec spec = CommandSpec.create();

  /// The experiments' names.
  static final class Names implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return ExperimentRun.names().iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    System.setProperty("java.awt.headless", "true"); // figures need no screen
    List<String> names = name.equals(ALL) ? ExperimentRun.names() : List.of(name);
    if (!ExperimentRun.names().containsAll(names)) {
      throw new ParameterException(
          spec.commandLine(),
          "no experiment '%s'; there are %s, and all"
              .formatted(name, String.join(", ", ExperimentRun.names())));
    }
    checkParts(names);
    Effort effort = effort();
    Setup setup = new Setup(SystemData.in(data, systems), effort, Setup.byFamily(models), only);
    Path folder = folder();
    try (ExperimentLines lines = new ExperimentLines(console)) {
      ExperimentRun run =
          new ExperimentRun(setup, folder, "deepmem " + VersionProvider.version(), lines);
      run.check(names);
      for (String experiment : names) {
        for (Path file : run.run(experiment)) {
          console.out("%s", file);
        }
      }
    }
    return 0;
  }

  private void checkParts(List<String> names) {
    List<String> parts = names.stream().flatMap(n -> ExperimentRun.parts(n).stream()).toList();
    for (String part : only) {
      if (!parts.contains(part)) {
        throw new ParameterException(
            spec.commandLine(),
            "--only %s: %s has %s"
                .formatted(part, name, parts.isEmpty() ? "no parts" : String.join(", ", parts)));
      }
    }
  }

  private Effort effort() {
    Effort effort = quick ? Effort.reduced() : Effort.full();
    if (seeds != null) {
      SEEDS.check(spec, "--seeds", seeds);
      effort = effort.withSeeds(seeds);
    }
    if (steps != null) {
      STEPS.check(spec, "--steps", steps);
      effort = effort.withSteps(steps);
    }
    if (trainingDumps != null) {
      DUMPS.check(spec, "--training-dumps", trainingDumps);
      effort = effort.withTrainingDumps(trainingDumps);
    }
    if (testDumps != null) {
      DUMPS.check(spec, "--test-dumps", testDumps);
      effort = effort.withOtherDumps(testDumps);
    }
    return effort;
  }

  private Path folder() throws IOException {
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new FileSystemException(output.toString(), null, "is no folder; name a folder");
    }
    OwnerOnly.folder(output);
    AsideFile.check(output.resolve("results"));
    return output;
  }
}
