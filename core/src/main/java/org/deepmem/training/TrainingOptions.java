package org.deepmem.training;

import java.nio.file.Path;
import org.deepmem.model.ModelConfig;
import org.jspecify.annotations.Nullable;

/// How a model is trained. The defaults are [#standard] and [#paper].
///
/// @param config the network's shape
/// @param seed of everything random; the same seed gives the same model
/// @param steps at most
/// @param rate of Adam
/// @param decayFrom share of the steps after which the rate falls, linearly, to a fiftieth
/// @param seeds nodes of a minibatch that are learnt from; their neighbourhoods come along
/// @param objects of a type that a round draws from a dump, about
/// @param negatives other nodes that a round draws from a dump
/// @param hardPasses times that false positives and misses are searched in the training graphs and
///   added
/// @param hiddenKeep share of the hidden layers' elements that dropout keeps
/// @param edgeKeep the same for each edge type's term, where those are rectified
/// @param scoreKeep the same for the class scores
/// @param robustness what is changed in the input
/// @param masked whether the loss leaves out the classes that a node may not vote for
/// @param wholeDumps the paper's way: each step one whole dump, the loss summed, key nodes
///   repeated, three factors to a product
/// @param validateEvery steps between validations
/// @param patience validations without a better score after which training stops
/// @param checkpoint file to resume from, if it is there, and to write to; none if null
/// @param checkpointEvery steps between checkpoints
/// @param threads at most; the result doesn't depend on it
public record TrainingOptions(
    ModelConfig config,
    long seed,
    int steps,
    float rate,
    float decayFrom,
    int seeds,
    int objects,
    int negatives,
    int hardPasses,
    float hiddenKeep,
    float edgeKeep,
    float scoreKeep,
    Robustness robustness,
    boolean masked,
    boolean wholeDumps,
    int validateEvery,
    int patience,
    @Nullable Path checkpoint,
    int checkpointEvery,
    int threads) {
  /// What trained well on real dumps: 900 steps of 5,000 seeds.
  public static TrainingOptions standard() {
    return new TrainingOptions(
        ModelConfig.standard(),
        1,
        900,
        2e-3f,
        0.6f,
        5_000,
        400,
        30_000,
        2,
        0.9f,
        1f,
        1f,
        Robustness.STANDARD,
        true,
        false,
        100,
        4,
        null,
        100,
        Runtime.getRuntime().availableProcessors());
  }

  /// The paper's own recipe.
  public static TrainingOptions paper() {
    return new TrainingOptions(
        ModelConfig.paper(),
        1,
        2_000,
        1e-4f,
        1f,
        220_000,
        Integer.MAX_VALUE,
        220_000,
        0,
        1f,
        0.8f,
        0.8f,
        Robustness.NONE,
        false,
        true,
        100,
        10,
        null,
        100,
        Runtime.getRuntime().availableProcessors());
  }

  /// Another seed.
  public TrainingOptions withSeed(long changed) {
    Values values = new Values(this);
    values.seed = changed;
    return values.options();
  }

  /// Another number of steps.
  public TrainingOptions withSteps(int changed) {
    Values values = new Values(this);
    values.steps = changed;
    return values.options();
  }

  /// Another rate of Adam.
  public TrainingOptions withRate(float changed) {
    Values values = new Values(this);
    values.rate = changed;
    return values.options();
  }

  /// Another number of searches for false positives, spread evenly over the steps.
  public TrainingOptions withHardPasses(int changed) {
    Values values = new Values(this);
    values.hardPasses = changed;
    return values.options();
  }

  /// Another shape of the network.
  public TrainingOptions withConfig(ModelConfig changed) {
    Values values = new Values(this);
    values.config = changed;
    return values.options();
  }

  /// Other changes of the input.
  public TrainingOptions withRobustness(Robustness changed) {
    Values values = new Values(this);
    values.robustness = changed;
    return values.options();
  }

  /// Other minibatches: nodes learnt from, and nodes that a round draws.
  public TrainingOptions withSampling(int seedsChanged, int objectsChanged, int negativesChanged) {
    Values values = new Values(this);
    values.seeds = seedsChanged;
    values.objects = objectsChanged;
    values.negatives = negativesChanged;
    return values.options();
  }

  /// Other dropout: what is kept of hidden layers, of rectified edge terms and of class scores.
  public TrainingOptions withDropout(float hidden, float edges, float scores) {
    Values values = new Values(this);
    values.hiddenKeep = hidden;
    values.edgeKeep = edges;
    values.scoreKeep = scores;
    return values.options();
  }

  /// Another rhythm of validation.
  public TrainingOptions withValidation(int everySteps, int patienceChanged) {
    Values values = new Values(this);
    values.validateEvery = everySteps;
    values.patience = patienceChanged;
    return values.options();
  }

  /// A checkpoint to resume from and to write.
  public TrainingOptions withCheckpoint(@Nullable Path file, int everySteps) {
    Values values = new Values(this);
    values.checkpoint = file;
    values.checkpointEvery = everySteps;
    return values.options();
  }

  /// Another number of threads.
  public TrainingOptions withThreads(int changed) {
    Values values = new Values(this);
    values.threads = changed;
    return values.options();
  }

  /// The rate of a step, from 0.
  float rateAt(int step) {
    float from = decayFrom * steps;
    if (step < from || steps <= from) {
      return rate;
    }
    float rest = (steps - step) / (steps - from);
    return rate * Math.max(0.02f, rest);
  }

  /// The options while they are changed.
  private static final class Values {
    ModelConfig config;
    long seed;
    int steps;
    float rate;
    float decayFrom;
    int seeds;
    int objects;
    int negatives;
    int hardPasses;
    float hiddenKeep;
    float edgeKeep;
    float scoreKeep;
    Robustness robustness;
    boolean masked;
    boolean wholeDumps;
    int validateEvery;
    int patience;
    @Nullable Path checkpoint;
    int checkpointEvery;
    int threads;

    Values(TrainingOptions options) {
      config = options.config;
      seed = options.seed;
      steps = options.steps;
      rate = options.rate;
      decayFrom = options.decayFrom;
      seeds = options.seeds;
      objects = options.objects;
      negatives = options.negatives;
      hardPasses = options.hardPasses;
      hiddenKeep = options.hiddenKeep;
      edgeKeep = options.edgeKeep;
      scoreKeep = options.scoreKeep;
      robustness = options.robustness;
      masked = options.masked;
      wholeDumps = options.wholeDumps;
      validateEvery = options.validateEvery;
      patience = options.patience;
      checkpoint = options.checkpoint;
      checkpointEvery = options.checkpointEvery;
      threads = options.threads;
    }

    TrainingOptions options() {
      return new TrainingOptions(
          config,
          seed,
          steps,
          rate,
          decayFrom,
          seeds,
          objects,
          negatives,
          hardPasses,
          hiddenKeep,
          edgeKeep,
          scoreKeep,
          robustness,
          masked,
          wholeDumps,
          validateEvery,
          patience,
          checkpoint,
          checkpointEvery,
          threads);
    }
  }
}
