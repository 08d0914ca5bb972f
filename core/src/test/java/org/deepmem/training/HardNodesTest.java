package org.deepmem.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.deepmem.label.KeyNode;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelConfig;
import org.deepmem.model.Parameters;
import org.deepmem.nn.Workers;
import org.junit.jupiter.api.Test;

/// Models that say the same of every node that may say it.
class HardNodesTest {
  private static final TrainingGraph GRAPH = PlantedGraph.of("planted", 4_000, 3);

  /// The hard nodes of a model that prefers one class wherever a node's length allows it.
  private static int[] hard(int preferred, TrainingGraph graph) {
    TrainingTarget target = PlantedGraph.target();
    int classes = target.keyNodes().size() + 1;
    Parameters parameters = Parameters.zero(ModelConfig.standard().withStates(false), classes);
    parameters.values()[parameters.classBiasesAt() + preferred] = 5;
    GnnModel model =
        new GnnModel(parameters, target.keyNodes(), target.types(), "planted", Map.of());
    try (Workers workers = new Workers(1)) {
      return HardNodes.of(model, graph, model.mask(), workers);
    }
  }

  @Test
  void whereNothingIsFoundAllKeyNodesOfLiveObjectsAreMissed() {
    int[] truth = GRAPH.classOfNode();
    boolean[] freed = new boolean[truth.length];
    int first =
        IntStream.range(0, truth.length).filter(n -> truth[n] > 0).findFirst().orElseThrow();
    freed[first] = true;
    TrainingGraph graph = new TrainingGraph("planted", GRAPH.graph(), truth, freed);
    assertThat(hard(0, graph))
        .containsExactly(
            IntStream.range(0, truth.length).filter(n -> truth[n] > 0 && n != first).toArray());
  }

  @Test
  void falsePositivesComeBeforeMisses() {
    int[] truth = GRAPH.classOfNode();
    KeyNode taken = PlantedGraph.keyNodes().getFirst();
    int[] votes =
        IntStream.range(0, truth.length)
            .filter(n -> GRAPH.graph().lengths()[n] == taken.length())
            .toArray();
    int[] wrong = Arrays.stream(votes).filter(n -> truth[n] == 0).toArray();
    int[] hard = hard(1, GRAPH);
    assertThat(Arrays.copyOf(hard, wrong.length)).containsExactlyInAnyOrder(wrong);
    assertThat(Arrays.copyOfRange(hard, wrong.length, hard.length))
        .as("a vote for the other type's object is a miss, too")
        .containsExactly(IntStream.range(0, truth.length).filter(n -> truth[n] > 1).toArray());
  }

  @Test
  void ofTooManyMissesAnEvenShareIsTaken() {
    TrainingGraph large = PlantedGraph.of("large", 80_000, 5);
    int[] hard = hard(0, large);
    assertThat(hard).hasSize(5_000).isSorted().doesNotHaveDuplicates();
    assertThat(hard[2_500]).isBetween(36_000, 44_000);
  }
}
