package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.deepmem.files.AsideFile;
import org.deepmem.graph.EdgeType;
import org.deepmem.model.Input;
import org.deepmem.model.ModelConfig;
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
  private static final Bounds WIDTH = new Bounds(1, ModelConfig.MAX_UNITS);

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
      description =
          "Units of a hidden layer, 1 to 512 (by default as the recipe says); they take the time of"
              + " the next multiple of 64.")
  private @Nullable Integer width;

  @Option(
      names = "--edges",
      split = ",",
      paramLabel = "EDGE",
      description =
          "Edges that carry messages: left-neighbour, right-neighbour, left-pointer, right-pointer,"
              + " pointed-by, with commas between (by default all, with the paper's recipe the first"
              + " four); or none: one hidden layer.")
  private @Nullable List<String> edges;

  @Option(
      names = "--input",
      description =
          "What a node shows: full; bytes: no segment length, pointer runs, traits or window;"
              + " scaled: the bytes' values over 255 alone; raw: 0 to 255 (by default as the recipe"
              + " says).")
  private @Nullable Input input;

  @Option(
      names = "--hard-passes",
      paramLabel = "N",
      description =
          "How often false positives and misses are searched and learnt from, at most 100 (by"
              + " default as the recipe says).")
  private @Nullable Integer hardPasses;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Resume from this file when it is there, and keep it up to date.")
  private @Nullable Path checkpoint;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /// Whether the recipe is the paper's.
  boolean isPaper() {
    return recipe == Recipe.PAPER;
  }

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
      shape = shape.withUnits(width);
    }
    if (input != null) {
      shape = shape.withInput(input);
    }
    if (edges != null) {
      shape = shape.withEdges(edgeTypes(edges));
      if (hops != null && hops > 1 && shape.edges().isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "--hops %d: without edges there is 1".formatted(hops));
      }
    }
    return shape;
  }

  private List<EdgeType> edgeTypes(List<String> names) {
    return names.equals(List.of("none")) ? List.of() : names.stream().map(this::edgeType).toList();
  }

  private EdgeType edgeType(String name) {
    for (EdgeType type : EdgeType.values()) {
      if (type.name().replace('_', '-').equals(name.toUpperCase(Locale.ROOT))) {
        return type;
      }
    }
    throw new ParameterException(
        spec.commandLine(),
        ("--edges %s: give left-neighbour, right-neighbour, left-pointer, right-pointer, pointed-by"
                + " or none")
            .formatted(name));
  }
}
