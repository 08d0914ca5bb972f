package org.deepmem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deepmem.graph.Adjacency;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.GraphProfile;
import org.deepmem.graph.GraphProfile.Trait;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.nn.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a model remembers of the graphs that it learnt from.
final class TrainingRangeTest {
  private static final int NODES = 2000;

  @Test
  void countsAreShares() {
    GraphProfile profile = GraphProfile.of(graph(8, (byte) 7));
    assertThat(profile.share(Trait.BYTES, 7)).isEqualTo(1);
    assertThat(profile.share(Trait.LENGTHS, 3)).as("8 to 15 bytes").isEqualTo(1);
    assertThat(profile.share(Trait.POINTERS, 1)).as("one edge a node").isEqualTo(1);
    for (Trait trait : Trait.values()) {
      assertThat(Arrays.stream(profile.shares().get(trait)).sum()).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void distanceIsZeroToItselfAndOneToWhatSharesNothing() {
    GraphProfile sevens = GraphProfile.of(graph(8, (byte) 7));
    GraphProfile nines = GraphProfile.of(graph(100, (byte) 9));
    assertThat(sevens.distance(sevens, Trait.BYTES)).isZero();
    assertThat(sevens.distance(nines, Trait.BYTES)).isCloseTo(1, within(1e-9));
    assertThat(nines.distance(sevens, Trait.LENGTHS)).isCloseTo(1, within(1e-9));
    assertThat(nines.distance(sevens, Trait.POINTERS)).isZero();
  }

  @Test
  void whatWasLearntIsInsideAndWhatIsUnlikeItIsNamed() {
    GraphProfile one = GraphProfile.of(graph(8, (byte) 7));
    GraphProfile other = GraphProfile.of(graph(12, (byte) 7));
    TrainingRange range = TrainingRange.of(List.of(one, other));
    assertThat(range.outside(one)).isEmpty();
    assertThat(range.outside(other)).isEmpty();
    assertThat(range.outside(GraphProfile.of(graph(8, (byte) 9))))
        .singleElement()
        .asString()
        .contains("bytes are unlike", "distance 1.0000 bits");
    assertThat(range.outside(GraphProfile.of(graph(2000, (byte) 7))))
        .singleElement()
        .asString()
        .contains("segment lengths are unlike");
  }

  @Test
  void isReadAsItWasWritten() {
    TrainingRange range =
        TrainingRange.of(
            List.of(GraphProfile.of(graph(8, (byte) 7)), GraphProfile.of(graph(40, (byte) 1))));
    TrainingRange read = TrainingRange.parse(range.written());
    assertThat(read.farthest()).isEqualTo(range.farthest());
    for (Trait trait : Trait.values()) {
      assertThat(read.middle().shares().get(trait))
          .containsExactly(range.middle().shares().get(trait));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "BYTES",
        "NOTHING 0 1",
        "LENGTHS 0 1 2",
        "LENGTHS 0 2 0 0 0 0 0 0 0 0 0 0 0",
        "LENGTHS NaN 0 0 0 0 0 0 0 0 0 0 0 0",
        "LENGTHS 0 x 0 0 0 0 0 0 0 0 0 0 0"
      })
  void whatIsNotInTheWrittenFormIsRefused(String text) {
    assertThatThrownBy(() -> TrainingRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEmptyGraphHasNoShares() {
    GraphProfile empty = GraphProfile.of(graph(0, 8, (byte) 0));
    assertThat(empty.share(Trait.BYTES, 0)).isZero();
    assertThat(empty.distance(empty, Trait.BYTES)).isZero();
  }

  private static MemoryGraph graph(int length, byte content) {
    return graph(NODES, length, content);
  }

  /// Nodes of one length and content in a ring of right pointers.
  private static MemoryGraph graph(int nodes, int length, byte content) {
    long[] addresses = new long[nodes];
    long[] physical = new long[nodes];
    short[] lengths = new short[nodes];
    byte[] bytes = new byte[nodes * 64];
    int[] offsets = new int[nodes + 1];
    int[] targets = new int[nodes];
    SeededRandom random = new SeededRandom(nodes);
    for (int i = 0; i < nodes; i++) {
      addresses[i] = 0xffff888000000000L + i * 4096L;
      physical[i] = i * 4096L;
      lengths[i] = (short) length;
      Arrays.fill(bytes, i * 64, i * 64 + Math.min(length, 64), content);
      offsets[i + 1] = i + 1;
      targets[i] = random.nextInt(nodes);
    }
    Adjacency right = new Adjacency(offsets, targets);
    Adjacency none = new Adjacency(new int[nodes + 1], new int[0]);
    return new MemoryGraph(
        addresses,
        physical,
        lengths,
        new byte[nodes],
        bytes,
        new byte[nodes * MemoryGraph.TRAITS],
        Map.of(EdgeType.LEFT_POINTER, none, EdgeType.RIGHT_POINTER, right),
        8,
        Map.of());
  }
}
