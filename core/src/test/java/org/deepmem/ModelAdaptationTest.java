package org.deepmem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.deepmem.detection.Detection;
import org.deepmem.evaluation.Evaluation;
import org.deepmem.graph.Adjacency;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.label.GraphTruth;
import org.deepmem.model.GnnModel;
import org.deepmem.training.PlantedGraph;
import org.deepmem.training.TrainingOptions;
import org.junit.jupiter.api.Test;

/// A model learns made-up memory, then meets memory whose bytes are other ones.
class ModelAdaptationTest {
  private static final int NODES = 20_000;

  private static GnnModel model() throws Exception {
    List<GraphTruth> training = List.of(PlantedGraph.truth("a", NODES, 1));
    List<GraphTruth> validation = List.of(PlantedGraph.truth("b", NODES, 2));
    return new ModelTraining(training, validation, List.of())
        .train(TrainingOptions.standard().withSteps(60).withThreads(2), "planted", _ -> {});
  }

  /// The marks of the two types' first segments are other ones, and so are their pointers' traits.
  private static GraphTruth strange() {
    GraphTruth truth = PlantedGraph.truth("c", NODES, 3);
    MemoryGraph graph = truth.graph();
    byte[] content = graph.content().clone();
    byte[] traits = graph.pointerTraits().clone();
    for (int node = 0; node < graph.nodes(); node++) {
      if (content[node * 64 + 3] == 77) {
        content[node * 64 + 3] = 10;
        content[node * 64 + 5] /= 2;
        traits[node * 4 + 2] = 7;
      }
    }
    Map<EdgeType, Adjacency> edges = graph.edges();
    MemoryGraph changed =
        new MemoryGraph(
            graph.addresses(),
            graph.physical(),
            graph.lengths(),
            graph.windows(),
            content,
            traits,
            edges,
            8,
            Map.of());
    return new GraphTruth("c", changed, truth.objects());
  }

  @Test
  void findsNoLessThanBeforeAndIsTheSameEachTime() throws Exception {
    GnnModel model = model();
    GraphTruth truth = strange();
    Evaluation before =
        ModelEvaluation.of(truth, new ObjectDetector(model).detectAsLearnt(truth.graph()));
    Detection adapted = new ModelAdaptation(truth.graph(), _ -> {}).detect(model);
    Evaluation after = ModelEvaluation.of(truth, adapted);
    assertThat(before.macroF1()).isBetween(0.05, 0.99);
    assertThat(after.macroF1()).isGreaterThan(before.macroF1());
    assertThat(new ModelAdaptation(truth.graph(), _ -> {}).detect(model)).isEqualTo(adapted);
  }
}
