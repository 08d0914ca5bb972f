package org.deepmem.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.model.GnnModel;
import org.deepmem.model.Parameters;
import org.deepmem.model.UnfitGraphException;
import org.deepmem.model.VoteMask;
import org.deepmem.nn.Kernels;
import org.deepmem.nn.SeededRandom;
import org.deepmem.nn.Workers;
import org.jspecify.annotations.Nullable;

/// Trains a model. The same options, target and graphs give the same model bit for bit, whatever
/// the number of threads, and whether or not training was interrupted and resumed.
public final class Trainer {
  private static final int REPORT_EVERY = 10;

  private final TrainingOptions options;
  private final TrainingTarget target;
  private final List<TrainingGraph> graphs;
  private final Parametrisation parametrisation;
  private final Parameters folded;
  private final VoteMask mask;
  private float @Nullable [] initial;

  /// @param graphs with classes that fit the target's key nodes
  /// @throws UnfitGraphException when one is cut at another length than the config says
  public Trainer(TrainingOptions options, TrainingTarget target, List<TrainingGraph> graphs) {
    if (graphs.isEmpty() || target.keyNodes().isEmpty()) {
      throw new IllegalArgumentException(
          "nothing to learn from: %d graphs, %d key nodes"
              .formatted(graphs.size(), target.keyNodes().size()));
    }
    graphs.forEach(graph -> UnfitGraphException.check(graph.graph(), options.config()));
    this.options = options;
    this.target = target;
    this.graphs = List.copyOf(graphs);
    int classes = target.keyNodes().size() + 1;
    folded = Parameters.zero(options.config(), classes);
    parametrisation =
        options.wholeDumps()
            ? new FactoredParameters(options.config(), classes)
            : new DirectParameters(options.config(), classes);
    mask =
        options.masked()
            ? VoteMask.of(target.keyNodes(), folded.columns())
            : VoteMask.none(classes, folded.columns());
  }

  /// Lets training begin with what a model has learnt; its classes and shape must be the target's.
  public Trainer startingFrom(Parameters parameters) {
    if (options.wholeDumps() || parameters.values().length != parametrisation.size()) {
      throw new IllegalArgumentException(
          "%d parameters to start from where %d are trained"
              .formatted(parameters.values().length, parametrisation.size()));
    }
    initial = parameters.values().clone();
    return this;
  }

  /// Trains until the steps are done or validation stops improving.
  ///
  /// @param validation decides which step's model is kept; the last one if null
  /// @param listener hears of the progress
  /// @return the best model
  /// @throws IOException when a checkpoint can't be read or written
  public GnnModel train(@Nullable Validation validation, TrainingListener listener)
      throws IOException {
    try (Workers workers = new Workers(options.threads())) {
      return train(validation, listener, workers);
    }
  }

  private GnnModel train(
      @Nullable Validation validation, TrainingListener listener, Workers workers)
      throws IOException {
    BatchSource source = source(workers);
    TrainingState state = start(source);
    GradientPass pass =
        new GradientPass(
            Kernels.best(), workers, options, target.keyNodes().size() + 1, mask.rows());
    float[] foldedGradient = new float[folded.values().length];
    float[] gradient = new float[parametrisation.size()];
    long began = System.nanoTime();
    double loss = 0;
    double operations = 0;
    int since = 0;
    boolean improving = state.sinceBest < options.patience();
    while (state.step < options.steps() && improving) {
      searchHardNodes(state, source, workers);
      Batch batch = source.batch(state.round, state.batch);
      parametrisation.fold(state.trained, folded);
      long seed = SeededRandom.mix(options.seed() * 31 + state.step);
      loss += pass.run(folded, batch.nodes(), batch.weights(), batch.scale(), seed, foldedGradient);
      operations += pass.operations(batch.nodes());
      since++;
      parametrisation.unfold(state.trained, foldedGradient, gradient);
      state.adam.update(state.trained, gradient, state.step + 1, options.rateAt(state.step));
      advance(state, source);
      boolean last = state.step == options.steps();
      ValidationScore score = null;
      if (validation != null && (last || state.step % options.validateEvery() == 0)) {
        score = validation.measure(model(state.trained, state.step));
        improving = keepBest(state, score);
      }
      if (score != null || last || state.step % REPORT_EVERY == 0) {
        double seconds = (System.nanoTime() - began) * 1e-9;
        listener.progress(
            new TrainingProgress(
                state.step,
                options.steps(),
                loss / since,
                seconds,
                operations,
                score,
                state.bestScore));
        loss = 0;
        since = 0;
      }
      Path file = options.checkpoint();
      if (file != null && state.step % options.checkpointEvery() == 0) {
        Checkpoint.write(file, state, source.hard(), fingerprint());
      }
    }
    return validation == null
        ? model(state.trained, state.step)
        : model(state.best, state.bestStep);
  }

  private BatchSource source(Workers workers) {
    int columns = folded.columns();
    if (options.wholeDumps()) {
      return new WholeDumpSource(graphs, options, mask, folded.classes(), columns);
    }
    Sampler sampler = new Sampler(graphs, target.keyNodes(), options);
    return new MinibatchSource(graphs, sampler, options, mask, columns, workers);
  }

  private TrainingState start(BatchSource source) throws IOException {
    Path file = options.checkpoint();
    if (file != null && Files.exists(file)) {
      return Checkpoint.read(file, parametrisation.size(), source, fingerprint());
    }
    return new TrainingState(
        initial == null ? parametrisation.initial(SeededRandom.of(options.seed(), 0)) : initial);
  }

  private static void advance(TrainingState state, BatchSource source) {
    state.step++;
    state.batch++;
    if (state.batch == source.batches(state.round)) {
      state.round++;
      state.batch = 0;
    }
  }

  /// Passes are spread evenly over the steps; each begins a new round.
  private void searchHardNodes(TrainingState state, BatchSource source, Workers workers) {
    int due = state.step * (options.hardPasses() + 1) / options.steps();
    if (due <= state.passes) {
      return;
    }
    state.passes = due;
    GnnModel model = model(state.trained, state.step);
    int[][] hard = new int[graphs.size()][];
    for (int g = 0; g < hard.length; g++) {
      hard[g] = HardNodes.of(model, graphs.get(g), mask, workers);
    }
    source.hard(hard);
    if (state.batch > 0) {
      state.round++;
      state.batch = 0;
    }
  }

  /// Whether training should go on: patience counts once the rate has begun to fall.
  private boolean keepBest(TrainingState state, ValidationScore score) {
    if (score.score() > state.bestScore || state.bestStep == 0) {
      state.best = state.trained.clone();
      state.bestScore = score.score();
      state.bestStep = state.step;
      state.sinceBest = 0;
    } else if (state.step > options.decayFrom() * options.steps() || options.decayFrom() >= 1) {
      state.sinceBest++;
    }
    return state.sinceBest < options.patience();
  }

  private GnnModel model(float[] trained, int step) {
    Parameters parameters = Parameters.zero(options.config(), folded.classes());
    parametrisation.fold(trained, parameters);
    Map<String, String> provenance = new LinkedHashMap<>(target.provenance());
    provenance.put("seed", Long.toString(options.seed()));
    provenance.put("steps", Integer.toString(step));
    provenance.put("recipe", options.wholeDumps() ? "paper" : "standard");
    provenance.put(
        "trainedOn", String.join(" ", graphs.stream().map(TrainingGraph::name).toList()));
    return new GnnModel(
        parameters, target.keyNodes(), target.types(), target.kernelFamily(), provenance);
  }

  /// What a checkpoint must agree in: everything that the result depends on.
  private String fingerprint() {
    StringBuilder text = new StringBuilder();
    text.append(options.withCheckpoint(null, 1).withThreads(1)).append(target.keyNodes());
    for (TrainingGraph graph : graphs) {
      text.append(graph.name()).append(' ').append(graph.graph().nodes()).append(' ');
      text.append(Arrays.hashCode(graph.classOfNode())).append(' ');
      text.append(Arrays.hashCode(graph.freed())).append('\n');
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
