package org.deepmem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deepmem.graph.EdgeType;
import org.deepmem.model.Activation;
import org.deepmem.model.Input;
import org.deepmem.model.ModelConfig;
import org.deepmem.model.Parameters;
import org.deepmem.model.VoteMask;
import org.deepmem.nn.Kernels;
import org.deepmem.nn.SeededRandom;
import org.deepmem.nn.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The gradient pass against an independent implementation (plain reverse-mode differentiation in
/// double precision) and against finite differences.
final class GradientPassTest {
  private static final int CLASSES = 7;

  private final TrainingGraph graph = PlantedGraph.withFreed("small", 9, 5);

  /// The recipes' networks, and one for each way to differ from them.
  static Stream<ModelConfig> configs() {
    ModelConfig standard = ModelConfig.standard();
    ModelConfig paper = ModelConfig.paper();
    List<EdgeType> left = List.of(EdgeType.LEFT_POINTER, EdgeType.LEFT_NEIGHBOUR);
    return Stream.of(
        standard,
        paper,
        standard.withStates(false),
        standard.withEdges(left),
        paper.withEdges(List.of(EdgeType.RIGHT_POINTER)),
        standard.withEdges(List.of()),
        paper.withEdges(List.of()).withInput(Input.FULL),
        standard.withInput(Input.BYTES).withHops(6),
        standard.withInput(Input.SCALED).withHops(1),
        standard.withInput(Input.RAW).withUnits(48),
        paper.withUnits(16),
        standard.withCut(128),
        paper.withCut(128));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void gradientEqualsThePlainOne(ModelConfig config) {
    boolean paper = config.activation() == Activation.TANH;
    TrainingOptions options = withoutDropout(paper).withConfig(config);
    Parameters parameters = parameters(options, paper);
    float[] weights = weights(parameters);
    PlainNetwork plain = new PlainNetwork(parameters, graph(options).graph());
    int loss = plain.loss(graph.classOfNode(), graph.freed(), weights);
    double[] expected = plain.tape.gradient(loss);

    float[] gradient = new float[parameters.values().length];
    double actualLoss = run(options, parameters, weights, gradient, wholeGraph(options));
    assertThat(actualLoss).isCloseTo(plain.tape.value(loss), within(1e-3));
    double norm = 0;
    double error = 0;
    for (int i = 0; i < gradient.length; i++) {
      double e = expected[plain.leaves()[i]];
      norm += e * e;
      error += (gradient[i] - e) * (gradient[i] - e);
    }
    assertThat(norm).isPositive();
    assertThat(Math.sqrt(error / norm)).isLessThan(1e-5);
  }

  /// With dropout, along the gradient: loss(p + εg) - loss(p - εg) = 2ε|g|².
  @ParameterizedTest
  @MethodSource("configs")
  void gradientEqualsFiniteDifferences(ModelConfig config) {
    boolean paper = config.activation() == Activation.TANH;
    TrainingOptions options =
        (paper ? TrainingOptions.paper() : TrainingOptions.standard()).withConfig(config);
    Parameters parameters = parameters(options, paper);
    float[] weights = weights(parameters);
    Neighbourhood batch = seedsOnly(options);
    float[] gradient = new float[parameters.values().length];
    run(options, parameters, weights, gradient, batch);
    double square = 0;
    for (float g : gradient) {
      square += (double) g * g;
    }
    double step = 0.02 / square; // the loss, some hundreds, moves by 0.04
    double difference = 0;
    for (int sign = -1; sign <= 1; sign += 2) {
      float[] moved = parameters.values().clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += (float) (sign * step * gradient[i]);
      }
      Parameters at = new Parameters(options.config(), CLASSES, moved);
      difference += sign * run(options, at, weights, new float[moved.length], batch);
    }
    assertThat(difference / (2 * step * square)).isCloseTo(1, within(0.01));
  }

  @Test
  void threadsDoNotChangeABit() {
    TrainingOptions options = TrainingOptions.standard();
    TrainingGraph larger = PlantedGraph.withFreed("larger", 5_000, 3);
    Parameters parameters = parameters(options, false);
    Neighbourhood batch =
        new NeighbourhoodBuilder(options.config(), mask(options), options.robustness(), 5_000)
            .around(larger, IntStream.range(100, 900).toArray(), new SeededRandom(3));
    float[][] gradients = new float[2][parameters.values().length];
    for (int t = 0; t < 2; t++) {
      try (Workers workers = new Workers(1 + 2 * t)) {
        new GradientPass(Kernels.best(), workers, options, CLASSES, mask(options).rows())
            .run(parameters, batch, weights(parameters), 0.01f, 4, gradients[t]);
      }
    }
    assertThat(gradients[1]).isEqualTo(gradients[0]);
  }

  /// The layers below only compute what the seeds need; the loss is that of the whole graph's rows.
  @Test
  void aNeighbourhoodHoldsAllThatItsSeedsNeed() {
    TrainingOptions options = withoutDropout(false);
    TrainingGraph larger = PlantedGraph.of("larger", 300, 3);
    Parameters parameters = parameters(options, false);
    float[] weights = weights(parameters);
    NeighbourhoodBuilder builder =
        new NeighbourhoodBuilder(options.config(), mask(options), Robustness.NONE, 300);
    float[] gradient = new float[parameters.values().length];
    int[] all = IntStream.range(0, 300).toArray();
    double whole = run(options, parameters, weights, gradient, builder.of(larger, all));
    double parts = 0;
    for (int from = 0; from < 300; from += 50) {
      int[] seeds = IntStream.range(from, from + 50).toArray();
      Neighbourhood part = builder.around(larger, seeds, new SeededRandom(1));
      parts += run(options, parameters, weights, gradient, part);
    }
    assertThat(parts).isCloseTo(whole, within(1e-3));
  }

  private static double run(
      TrainingOptions options, Parameters p, float[] weights, float[] gradient, Neighbourhood n) {
    try (Workers workers = new Workers(2)) {
      return new GradientPass(Kernels.best(), workers, options, CLASSES, mask(options).rows())
          .run(p, n, weights, 1f, 11, gradient);
    }
  }

  private Neighbourhood wholeGraph(TrainingOptions options) {
    return new NeighbourhoodBuilder(options.config(), mask(options), Robustness.NONE, 9)
        .of(graph(options), IntStream.range(0, 9).toArray());
  }

  private TrainingGraph graph(TrainingOptions options) {
    return options.config().cut() == 128 ? PlantedGraph.wider(graph) : graph;
  }

  private Neighbourhood seedsOnly(TrainingOptions options) {
    TrainingGraph planted = PlantedGraph.withFreed("larger", 400, 3);
    TrainingGraph larger = options.config().cut() == 128 ? PlantedGraph.wider(planted) : planted;
    return new NeighbourhoodBuilder(options.config(), mask(options), Robustness.NONE, 400)
        .around(larger, IntStream.range(30, 130).toArray(), new SeededRandom(1));
  }

  private static VoteMask mask(TrainingOptions options) {
    return VoteMask.none(CLASSES, Parameters.zero(options.config(), CLASSES).columns());
  }

  private static Parameters parameters(TrainingOptions options, boolean paper) {
    ModelConfig config = options.config();
    Parametrisation parametrisation =
        paper ? new FactoredParameters(config, CLASSES) : new DirectParameters(config, CLASSES);
    Parameters parameters = Parameters.zero(config, CLASSES);
    float[] trained = parametrisation.initial(new SeededRandom(2));
    if (paper) {
      int content = config.input() == Input.RAW ? config.contentWidth() * 64 : 0;
      for (int i = 0; i < content; i++) {
        trained[i] *= 0.64f / config.contentWidth();
      }
      for (int i = content; i < trained.length; i++) {
        trained[i] *= 4f;
      }
    }
    parametrisation.fold(trained, parameters);
    return parameters;
  }

  private static float[] weights(Parameters parameters) {
    float[] weights = new float[parameters.columns()];
    for (int c = 0; c < CLASSES; c++) {
      weights[c] = 1 + c * 0.3f;
    }
    return weights;
  }

  private static TrainingOptions withoutDropout(boolean paper) {
    TrainingOptions options = paper ? TrainingOptions.paper() : TrainingOptions.standard();
    return options.withDropout(1f, 1f, 1f).withRobustness(Robustness.NONE);
  }
}
