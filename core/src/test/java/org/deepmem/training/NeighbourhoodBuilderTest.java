package org.deepmem.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deepmem.graph.Window;
import org.deepmem.label.KeyNode;
import org.deepmem.model.ModelConfig;
import org.deepmem.model.VoteMask;
import org.deepmem.nn.SeededRandom;
import org.junit.jupiter.api.Test;

class NeighbourhoodBuilderTest {
  /// The planted key nodes, and beside the first one, of any length.
  private static final List<KeyNode> KEYS = new ArrayList<>(PlantedGraph.keyNodes());

  static {
    KEYS.add(new KeyNode("first", 8, KeyNode.ANY_LENGTH, Window.HEAD, 1f));
  }

  private static Neighbourhood built(float hiddenLengths) {
    return built(PlantedGraph.of("graph", 2_000, 3), hiddenLengths);
  }

  private static Neighbourhood built(TrainingGraph graph, float hiddenLengths) {
    Robustness robustness = new Robustness(0, 0, 0, 0, hiddenLengths);
    VoteMask mask = VoteMask.of(KEYS, 64);
    return new NeighbourhoodBuilder(ModelConfig.standard(), mask, robustness, 2_000)
        .around(graph, IntStream.range(0, 2_000).toArray(), new SeededRandom(1));
  }

  @Test
  void aHeadWhoseLengthIsHiddenIsAKeyNodeOfAnyLength() {
    Neighbourhood shown = built(0);
    Neighbourhood hidden = built(1);
    assertThat(shown.classes()).contains(1, 2, 4).doesNotContain(7);
    for (int seed = 0; seed < 2_000; seed++) {
      int truth = shown.classes()[seed];
      boolean learntAsAny = truth == 0 || truth == 1;
      assertThat(hidden.classes()[seed]).isEqualTo(truth == 1 ? 7 : truth);
      assertThat(hidden.groups()[seed])
          .isEqualTo(learntAsAny ? VoteMask.ANY_LENGTH : shown.groups()[seed]);
    }
  }

  @Test
  void aShareOfTheLengthsIsHidden() {
    Neighbourhood some = built(0.25f);
    long ofAny = IntStream.of(some.classes()).filter(c -> c == 7).count();
    long ofOne = IntStream.of(some.classes()).filter(c -> c == 1).count();
    assertThat(ofAny * 1.0 / (ofAny + ofOne)).isBetween(0.1, 0.45);
  }
}
