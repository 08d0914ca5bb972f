package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.deepmem.files.AsideFile;
import org.deepmem.model.ModelConfig;
import org.deepmem.nn.Kernels;
import org.deepmem.training.TrainingOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The network's shape and how it is trained: a recipe, and what differs from it.
@Command
final class RecipeOptions {
  /// Recipes by name.
  enum Recipe {
    STANDARD,
    PAPER
  }

  private static final Bounds HARD_PASSES = new Bounds(0, 100);
  private static final Bounds HOPS = new Bounds(1, 8);
  private static final Bounds WIDTH = new Bounds(Kernels.PANEL, ModelConfig.MAX_WIDTH);

  @Option(
      names = "--recipe",
      defaultValue = "standard",
      description =
          "standard, or paper: the paper's network, its training and its score (${DEFAULT-VALUE}).")
  private Recipe recipe = Recipe.STANDARD;

  @Option(names = "--seed", defaultValue = "1", description = "Of all draws (${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--steps", description = "At most (by default as the recipe says).")
  private @Nullable Integer steps;

  @Option(
      names = "--hops",
      paramLabel = "N",
      description =
          "Hidden layers, 1 to 8 (by default as the recipe says): a node sees what is one edge"
              + " fewer away.")
  private @Nullable Integer hops;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Of a hidden layer: 64, 128, ... 512 (by default as the recipe says).")
  private @Nullable Integer width;

  @Option(
      names = "--hard-passes",
      paramLabel = "N",
      description =
          "How often false positives are searched and learnt from, at most 100 (by default as the"
              + " recipe says).")
  private @Nullable Integer hardPasses;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Resume from this file when it is there, and keep it up to date.")
  private @Nullable Path checkpoint;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /// What was asked for, checked before any work is done.
  ///
  /// @throws IOException when the checkpoint can't be written
  TrainingOptions options() throws IOException {
    TrainingOptions options =
        recipe == Recipe.PAPER ? TrainingOptions.paper() : TrainingOptions.standard();
    options = options.withSeed(seed).withConfig(shape(options.config()));
    if (steps != null) {
      options = options.withSteps(steps);
    }
    if (hardPasses != null) {
      HARD_PASSES.check(spec, "--hard-passes", hardPasses);
      options = options.withHardPasses(hardPasses);
    }
    if (checkpoint != null) {
      AsideFile.check(checkpoint);
      options = options.withCheckpoint(checkpoint, options.checkpointEvery());
    }
    return options;
  }

  private ModelConfig shape(ModelConfig config) {
    ModelConfig shape = config;
    if (hops != null) {
      HOPS.check(spec, "--hops", hops);
      shape = shape.withHops(hops);
    }
    if (width != null) {
      WIDTH.check(spec, "--width", width);
      if (width % Kernels.PANEL != 0) {
        throw new ParameterException(
            spec.commandLine(),
            "--width %d: give a multiple of %d".formatted(width, Kernels.PANEL));
      }
      shape = shape.withWidth(width);
    }
    return shape;
  }
}
