package org.deepmem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.graph.EdgeType;
import org.deepmem.model.GnnModel;
import org.deepmem.model.Input;
import org.deepmem.model.ModelConfig;
import org.deepmem.model.NodeScores;
import org.deepmem.model.Parameters;
import org.deepmem.model.UnfitGraphException;
import org.deepmem.nn.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Training on made-up memory whose truth is known.
final class TrainerTest {
  private static final List<TrainingGraph> GRAPHS =
      List.of(PlantedGraph.of("a", 6_000, 1), PlantedGraph.of("b", 6_000, 2));

  private static final TrainingOptions SHORT =
      TrainingOptions.standard().withSteps(24).withSampling(300, 100, 500).withValidation(8, 99);

  @TempDir private Path directory;

  @Test
  void learnsWhatOnlyNeighboursTell() throws IOException {
    TrainingOptions standard = TrainingOptions.standard();
    TrainingOptions options =
        standard
            .withConfig(standard.config().withStates(false))
            .withSteps(240)
            .withSampling(1_000, 400, 1_500);
    try (Workers workers = new Workers(2)) {
      Validation unseen = new NodeValidation(List.of(PlantedGraph.of("unseen", 8_000, 9)), workers);
      GnnModel model = train(options, unseen);
      assertThat(unseen.measure(model).precision()).isGreaterThan(0.98);
      assertThat(unseen.measure(model).recall()).isGreaterThan(0.98);
      ModelConfig alone = options.config().withEdges(List.of());
      GnnModel blind = train(options.withConfig(alone), unseen);
      assertThat(unseen.measure(blind).score()).isLessThan(0.9);
    }
  }

  @Test
  void learnsWhichObjectsAreFreed() throws IOException {
    List<TrainingGraph> graphs =
        List.of(PlantedGraph.withFreed("a", 6_000, 1), PlantedGraph.withFreed("b", 6_000, 2));
    TrainingOptions options =
        TrainingOptions.standard().withSteps(400).withSampling(1_000, 400, 1_500);
    GnnModel model = new Trainer(options, PlantedGraph.target(), graphs).train(null, _ -> {});
    TrainingGraph unseen = PlantedGraph.withFreed("unseen", 8_000, 9);
    NodeScores scores = model.classify(unseen.graph());
    int right = 0;
    int all = 0;
    for (int node = 0; node < 8_000; node++) {
      int found = scores.classes()[node];
      if (found != 0 && found == unseen.classOfNode()[node]) {
        all++;
        right += scores.states()[node] > 0 != unseen.freed()[node] ? 1 : 0;
      }
    }
    assertThat(all).isGreaterThan(900);
    assertThat(right).isGreaterThan(all * 90 / 100);
    ModelConfig stateless = options.config().withStates(false);
    GnnModel untold =
        new Trainer(options.withSteps(5).withConfig(stateless), PlantedGraph.target(), graphs)
            .train(null, _ -> {});
    assertThat(untold.classify(unseen.graph()).states()).containsOnly(Float.POSITIVE_INFINITY);
  }

  /// What leads to units that the config doesn't have, and away from them, is exactly 0.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void unitsThatAreNotThereStayZero(boolean paper) throws IOException {
    TrainingOptions options = paper ? TrainingOptions.paper().withSteps(8) : SHORT;
    ModelConfig config = options.config().withUnits(16);
    Parameters p = train(options.withConfig(config), null).parameters();
    float[] values = p.values();
    int classes = p.classWeights().at();
    for (int i = 0; i < classes; i++) {
      int row = (i - p.biasAt(config.hops())) / 64;
      boolean there = i % 64 < 16 && (row < 0 || row % 64 < 16);
      assertThat(there || values[i] == 0).as("value %d", i).isTrue();
    }
    for (int i = classes; i < p.classBiasesAt(); i++) {
      boolean there = (i - classes) / p.columns() < 16;
      assertThat(there || values[i] == 0).as("value %d", i).isTrue();
    }
    float[] untrained = train(options.withSteps(1).withConfig(config), null).parameters().values();
    assertThat(values).isNotEqualTo(untrained);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void anyNumberOfRoundsIsTrained(int hops) throws IOException {
    for (TrainingOptions recipe : List.of(SHORT, TrainingOptions.paper().withSteps(3))) {
      GnnModel model = train(recipe.withConfig(recipe.config().withHops(hops)), null);
      assertThat(model.parameters().config().rounds()).isEqualTo(hops - 1);
      assertThat(model.classify(GRAPHS.getFirst().graph()).probabilities()).doesNotContain(0f);
    }
  }

  /// A node's bytes beyond the 64th are learnt from, and the model takes no graph cut otherwise.
  @Test
  void aModelIsOfOneCut() throws IOException {
    List<TrainingGraph> wide = GRAPHS.stream().map(PlantedGraph::wider).toList();
    TrainingOptions options = SHORT.withConfig(SHORT.config().withCut(128));
    GnnModel model = new Trainer(options, PlantedGraph.target(), wide).train(null, _ -> {});
    assertThat(model.cut()).isEqualTo(128);
    assertThat(model.classify(wide.getFirst().graph()).classes()).hasSize(6_000);
    assertThatThrownBy(() -> model.classify(GRAPHS.getFirst().graph()))
        .isInstanceOf(UnfitGraphException.class)
        .hasMessageContaining("cut at 64 bytes, but at 128")
        .hasMessageContaining("--cut 128");
    assertThatThrownBy(() -> new Trainer(SHORT, PlantedGraph.target(), wide))
        .isInstanceOf(UnfitGraphException.class);
  }

  @Test
  void sameSeedSameModelWhateverTheThreads() throws IOException {
    GnnModel one = train(SHORT.withThreads(1), null);
    GnnModel three = train(SHORT.withThreads(3), null);
    GnnModel other = train(SHORT.withSeed(2), null);
    assertThat(three.parameters().values()).isEqualTo(one.parameters().values());
    assertThat(other.parameters().values()).isNotEqualTo(one.parameters().values());
  }

  @Test
  void resumedEqualsUninterrupted() throws IOException {
    Path file = directory.resolve("training.checkpoint");
    TrainingOptions kept = SHORT.withCheckpoint(file, 5);
    try (Workers workers = new Workers(2)) {
      Validation validation = new NodeValidation(GRAPHS, workers);
      GnnModel whole = train(SHORT, validation);
      assertThatThrownBy(
              () ->
                  new Trainer(kept, PlantedGraph.target(), GRAPHS)
                      .train(
                          validation,
                          progress -> {
                            if (progress.step() == 20) {
                              throw new IllegalStateException("power cut");
                            }
                          }))
          .hasMessage("power cut");
      assertThat(Files.exists(file)).isTrue();
      List<Integer> steps = new ArrayList<>();
      GnnModel resumed =
          new Trainer(kept, PlantedGraph.target(), GRAPHS)
              .train(validation, progress -> steps.add(progress.step()));
      assertThat(steps.getFirst()).isEqualTo(16);
      assertThat(resumed.parameters().values()).isEqualTo(whole.parameters().values());
      assertThat(resumed.provenance()).isEqualTo(whole.provenance());
    }
  }

  @Test
  void aCheckpointOfAnotherTrainingIsRefused() throws IOException {
    Path file = directory.resolve("training.checkpoint");
    train(SHORT.withSteps(5).withCheckpoint(file, 5), null);
    ModelConfig config = SHORT.config();
    for (TrainingOptions other :
        List.of(
            SHORT.withSeed(3),
            SHORT.withConfig(config.withUnits(63)),
            SHORT.withConfig(config.withInput(Input.BYTES)),
            SHORT.withConfig(config.withEdges(List.of(EdgeType.LEFT_POINTER))))) {
      assertThatThrownBy(() -> train(other.withCheckpoint(file, 5), null))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("training.checkpoint")
          .hasMessageContaining("another training");
    }
  }

  @Test
  void stopsWhenValidationStopsImproving() throws IOException {
    List<TrainingProgress> heard = new ArrayList<>();
    double[] scores = {0.5, 0.7, 0.6, 0.6, 0.6, 0.6};
    int[] asked = {0};
    TrainingOptions options = SHORT.withSteps(40).withValidation(8, 2);
    GnnModel model =
        new Trainer(options, PlantedGraph.target(), GRAPHS)
            .train(
                _ -> {
                  double score = scores[asked[0]++];
                  return new ValidationScore(score, score, score);
                },
                heard::add);
    assertThat(model.provenance()).containsEntry("steps", "16");
    assertThat(heard.getLast().step()).isEqualTo(40);
    assertThat(heard.getLast().best()).isEqualTo(0.7);
  }

  @Test
  void thePapersRecipeLearns() throws IOException {
    TrainingOptions options = TrainingOptions.paper().withSteps(150).withValidation(50, 99);
    List<TrainingGraph> small =
        List.of(PlantedGraph.of("a", 2_000, 1), PlantedGraph.of("b", 2_000, 2));
    List<TrainingProgress> heard = new ArrayList<>();
    new Trainer(options, PlantedGraph.target(), small).train(null, heard::add);
    assertThat(heard.getLast().loss()).isLessThan(0.8 * heard.getFirst().loss());
  }

  private static GnnModel train(
      TrainingOptions options, @org.jspecify.annotations.Nullable Validation validation)
      throws IOException {
    return new Trainer(options, PlantedGraph.target(), GRAPHS).train(validation, _ -> {});
  }
}
