package org.deepmem.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deepmem.graph.Window;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;
import org.junit.jupiter.api.Test;

/// Two modules among nodes that err.
class DenseVotesTest {
  private static final long MODULES = 0xffffffffc0000000L;
  private static final KeyNodes KEYS =
      new KeyNodes(List.of(key(8), key(64), key(128), key(400), key(640)));

  private static KeyNode key(int offset) {
    return new KeyNode("module", offset, KeyNode.ANY_LENGTH, Window.HEAD, 1f);
  }

  private static List<List<Long>> dense(List<List<Long>> votes) {
    return DenseVotes.of(KEYS, List.of(0, 1, 2, 3, 4), votes, 896);
  }

  @Test
  void votesThatNothingIsNearAreOfNodesThatErr() {
    List<Long> modules = List.of(MODULES, MODULES + 0x8000);
    List<Long> astray = List.of(MODULES, MODULES + 0x8000, MODULES + 0x20000, MODULES + 0x30000);
    assertThat(dense(List.of(astray, modules, modules, modules, modules)))
        .containsExactly(modules, modules, modules, modules, modules);
  }

  /// Members may have moved: that several are near counts, not that they agree.
  @Test
  void anObjectsVotesNeedNotAgree() {
    List<List<Long>> moved =
        List.of(
            List.of(MODULES),
            List.of(MODULES + 8),
            List.of(MODULES - 40),
            List.of(MODULES + 96),
            List.of(MODULES + 32));
    assertThat(dense(moved)).isEqualTo(moved);
  }

  @Test
  void whereNoneLieNearOneAnotherAllCount() {
    List<List<Long>> alone =
        List.of(List.of(MODULES, MODULES + 0x5000), List.of(), List.of(), List.of(), List.of());
    assertThat(dense(alone)).isEqualTo(alone);
  }
}
