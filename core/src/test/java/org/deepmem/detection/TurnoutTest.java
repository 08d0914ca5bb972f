package org.deepmem.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.HandMadeGraph;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.ModelType;
import org.deepmem.model.NodeScores;
import org.junit.jupiter.api.Test;

/// Forty objects of which one member in four knows itself.
class TurnoutTest {
  private static final long SLABS = 0xffff888000100000L;
  private static final KeyNodes KEYS =
      new KeyNodes(List.of(key(8, 1f), key(40, 1f), key(88, 1f), key(120, 0f)));

  private static KeyNode key(int offset, float weight) {
    return new KeyNode("cred", offset, KeyNode.ANY_LENGTH, Window.HEAD, weight);
  }

  private static MemoryGraph graph() {
    HandMadeGraph graph = new HandMadeGraph();
    for (int object = 0; object < 40; object++) {
      long start = SLABS + object * 192L;
      graph.head(start + 8, 8).head(start + 40, 8).head(start + 88, 8).head(start + 120, 8);
    }
    return graph.build();
  }

  /// The third member votes in each fourth object only, the last one never.
  private static NodeScores scores() {
    int[] classes = new int[160];
    float[] sure = new float[160];
    Arrays.fill(sure, 0.99f);
    for (int object = 0; object < 40; object++) {
      classes[4 * object] = 1;
      classes[4 * object + 1] = 2;
      classes[4 * object + 2] = object % 4 == 0 ? 3 : 0;
    }
    return new NodeScores(classes, sure);
  }

  private static Turnout turnout() {
    return Turnout.of(StartVotes.of(KEYS, graph(), scores()), graph());
  }

  @Test
  void theShareOfTheNodesThatVoteWhereOthersDo() {
    assertThat(turnout().shares().get(2)).isCloseTo(11 / 42., within(1e-9));
    // Only where the third votes too do two others tell of an object: one has to do.
    assertThat(turnout().shares().get(0)).isCloseTo(41 / 42., within(1e-9));
    assertThat(turnout().shares().get(3)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void silenceWeighsAsLittleAsItIsRare() {
    VoteCount known = new VoteCount(KEYS, List.of(new ModelType("cred", 176, 0)), false);
    VoteCount unseen = VoteCount.unseen(KEYS, Map.of("cred", 176), turnout(), Map.of());
    float two = (float) (2 * Math.log(100));
    assertThat(known.count(graph(), scores()).get(1).score()).isCloseTo(two / 2, within(0.01f));
    float silence = (float) Math.log(42 / 31.);
    assertThat(unseen.count(graph(), scores()).get(1).score())
        .isCloseTo(two - silence, within(0.01f));
  }
}
