package org.deepmem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.label.KeyNode;
import org.deepmem.nn.Kernels;
import org.deepmem.nn.ScalarKernels;
import org.deepmem.nn.SeededRandom;
import org.deepmem.nn.VectorKernels;
import org.deepmem.nn.Workers;
import org.deepmem.training.PlantedGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The network over a whole graph.
final class GnnModelTest {
  private final MemoryGraph graph = PlantedGraph.of("graph", 1_000, 4).graph();

  @ParameterizedTest
  @CsvSource({"1,64", "2,48", "3,64", "4,128"})
  void scalarAndVectorAndThreadsAndStretchesAgreeToTheBit(int hops, int units) {
    for (Activation activation : Activation.values()) {
      Input input = Input.values()[hops - 1];
      ModelConfig config =
          new ModelConfig(
              hops,
              units,
              activation,
              hops == 3,
              true,
              hops > 3,
              64,
              input,
              EdgeType.PAPER,
              hops != 2);
      GnnModel model = model(config);
      try (Workers one = new Workers(1);
          Workers three = new Workers(3)) {
        NodeScores expected = classify(model, one, new ScalarKernels(), graph.nodes());
        NodeScores actual = classify(model, three, new VectorKernels(), graph.nodes());
        assertThat(actual.classes()).isEqualTo(expected.classes()).contains(0, 1, 2);
        assertThat(actual.probabilities()).isEqualTo(expected.probabilities());
        assertThat(actual.states()).isEqualTo(expected.states());
        for (int atOnce : new int[] {1, 100, graph.nodes() / 2}) {
          NodeScores inStretches = classify(model, three, new VectorKernels(), atOnce);
          assertThat(inStretches.classes()).isEqualTo(expected.classes());
          assertThat(inStretches.probabilities()).isEqualTo(expected.probabilities());
          assertThat(inStretches.states()).isEqualTo(expected.states());
        }
        float[] embeddings = model.embeddings(graph, three);
        assertThat(embeddings).hasSize(graph.nodes() * config.width());
        assertThat(model.embeddings(graph, one)).isEqualTo(embeddings);
      }
    }
  }

  private NodeScores classify(GnnModel model, Workers workers, Kernels kernels, int atOnce) {
    return model.classify(graph, model.mask(), workers, kernels, atOnce);
  }

  /// A network without an edge type is the one whose weights for that type are 0.
  @Test
  void anEdgeTypeThatIsLeftOutSaysNothing() {
    ModelConfig all = ModelConfig.standard();
    GnnModel whole = model(all);
    GnnModel without =
        model(
            all.withEdges(
                EnumSet.of(
                    EdgeType.LEFT_NEIGHBOUR, EdgeType.LEFT_POINTER, EdgeType.RIGHT_POINTER)));
    Parameters from = without.parameters();
    Parameters to = whole.parameters();
    int messages = to.biasAt(all.hops());
    System.arraycopy(from.values(), 0, to.values(), 0, messages);
    Arrays.fill(to.values(), messages, to.classWeights().at(), 0f);
    int[] places = {0, 2, 3};
    for (int round = 0; round < all.rounds(); round++) {
      for (int edge = 0; edge < places.length; edge++) {
        int source = from.message(round, edge).at();
        int target = to.message(round, places[edge]).at();
        System.arraycopy(from.values(), source, to.values(), target, 64 * 64);
      }
    }
    int rest = to.values().length - to.classWeights().at();
    System.arraycopy(
        from.values(), from.classWeights().at(), to.values(), to.classWeights().at(), rest);
    assertThat(without.classify(graph).probabilities())
        .isEqualTo(whole.classify(graph).probabilities());
    assertThat(without.classify(graph).classes()).isEqualTo(whole.classify(graph).classes());
  }

  @Test
  void votesForAnotherLengthAreMasked() {
    GnnModel model = model(ModelConfig.standard());
    NodeScores free;
    try (Workers workers = new Workers(2)) {
      free = model.classify(graph, VoteMask.none(7, 64), workers);
    }
    NodeScores masked = model.classify(graph);
    List<KeyNode> keys = model.keyNodes();
    int freeMisfits = 0;
    for (int node = 0; node < graph.nodes(); node++) {
      int length = graph.lengths()[node];
      int best = masked.classes()[node];
      if (best != 0) {
        assertThat(keys.get(best - 1).length()).isEqualTo(length);
      }
      int freely = free.classes()[node];
      freeMisfits += freely != 0 && keys.get(freely - 1).length() != length ? 1 : 0;
      assertThat(masked.probabilities()[node]).isBetween(0.14f, 1f);
      if (keys.stream().noneMatch(key -> key.length() == length)) {
        assertThat(masked.probabilities()[node]).isCloseTo(1f, within(1e-6f));
      }
    }
    assertThat(freeMisfits).isPositive();
  }

  private static GnnModel model(ModelConfig config) {
    Parameters parameters = Parameters.zero(config, 7);
    SeededRandom random = new SeededRandom(1);
    for (int i = 0; i < parameters.classWeights().at(); i++) {
      parameters.values()[i] =
          random.nextTruncatedNormal() * (config.input() == Input.RAW ? 0.01f : 0.1f);
    }
    for (int row = 0; row < config.width(); row++) {
      for (int c = 0; c < 7; c++) {
        int at = parameters.classWeights().at() + row * parameters.columns() + c;
        parameters.values()[at] = random.nextTruncatedNormal();
      }
    }
    return new GnnModel(
        parameters,
        PlantedGraph.keyNodes(),
        PlantedGraph.target().types(),
        "planted",
        java.util.Map.of());
  }
}
