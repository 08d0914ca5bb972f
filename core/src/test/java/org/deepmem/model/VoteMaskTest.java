package org.deepmem.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.HandMadeGraph;
import org.deepmem.label.KeyNode;
import org.junit.jupiter.api.Test;

/// Three heads at two places, of 16 bytes, any length and 24 bytes, and a tail.
class VoteMaskTest {
  private static final List<KeyNode> KEYS =
      List.of(
          new KeyNode("task", 8, 16, Window.HEAD, 1f),
          new KeyNode("task", 8, KeyNode.ANY_LENGTH, Window.HEAD, 1f),
          new KeyNode("task", 40, 24, Window.HEAD, 1f),
          new KeyNode("task", 64, 64, Window.TAIL, 1f));

  private static final MemoryGraph GRAPH =
      new HandMadeGraph()
          .head(0x1008, 16)
          .head(0x1028, 24)
          .head(0x1100, 80)
          .tail(0x1200, 90)
          .build();

  private static List<Integer> allowed(VoteMask mask, int node) {
    int group = mask.group(GRAPH, node);
    return java.util.stream.IntStream.range(0, 5)
        .filter(c -> mask.rows()[group * 64 + c] == 0)
        .boxed()
        .toList();
  }

  @Test
  void aNodeMayBeAKeyNodeOfItsLengthOrOfAny() {
    VoteMask mask = VoteMask.of(KEYS, 64);
    assertThat(allowed(mask, 0)).containsExactly(0, 1, 2);
    assertThat(allowed(mask, 1)).containsExactly(0, 2, 3);
    assertThat(allowed(mask, 2)).containsExactly(0, 2);
    assertThat(allowed(mask, 3)).containsExactly(0, 4);
  }

  @Test
  void withoutLengthsHeadsMayBeOfAnyOnly() {
    VoteMask mask = VoteMask.lengthless(KEYS, 64);
    for (int head = 0; head < 3; head++) {
      assertThat(allowed(mask, head)).containsExactly(0, 2);
    }
    assertThat(allowed(mask, 3)).containsExactly(0, 4);
  }

  @Test
  void aKeyNodeOfOneLengthStandsBesideOneOfAny() {
    VoteMask mask = VoteMask.of(KEYS, 64);
    assertThat(mask.lengthless(0)).isZero();
    assertThat(mask.lengthless(1)).isEqualTo(2);
    assertThat(mask.lengthless(2)).isEqualTo(2);
    assertThat(mask.lengthless(3)).isEqualTo(-1);
    assertThat(mask.lengthless(4)).isEqualTo(-1);
    assertThat(mask.isTail(mask.group(GRAPH, 3))).isTrue();
    assertThat(mask.isTail(mask.group(GRAPH, 0))).isFalse();
    assertThat(VoteMask.none(5, 64).lengthless(1)).isEqualTo(-1);
  }
}
