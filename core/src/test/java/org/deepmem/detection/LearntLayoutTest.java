package org.deepmem.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.deepmem.detection.MemberOffset.State;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.HandMadeGraph;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.ModelType;
import org.deepmem.model.NodeScores;
import org.junit.jupiter.api.Test;

/// Ten objects by hand, of a type with a head after `next`, a tail before `parent`, and a head that
/// only others vote for.
class LearntLayoutTest {
  private static final long BASE = 0xffff888000100000L;
  private static final int OBJECTS = 10;
  private static final List<KeyNode> LEARNT =
      List.of(
          new KeyNode("task", 8, 16, Window.HEAD, 1f, "next"),
          new KeyNode("task", 8, 24, Window.HEAD, 1f, "next"),
          new KeyNode("task", 0xc0, 64, Window.TAIL, 1f, "parent"),
          new KeyNode("task", 0x100, 8, Window.HEAD, 1f, "stack"));

  /// What is learnt where `parent` moved by 16 bytes.
  private static List<MemberOffset> learnt(boolean stackHasWeight) {
    HandMadeGraph graph = new HandMadeGraph();
    List<Integer> classes = new ArrayList<>();
    List<Candidate> found = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      long start = BASE + 0x400 * i;
      graph.head(start + 8, i % 2 == 0 ? 16 : 24).tail(start + 0xd0, 100).head(start + 0x150, 8);
      classes.addAll(List.of(1 + i % 2, 3, 4));
      found.add(new Candidate("task", start, 9, 2));
    }
    MemoryGraph built = graph.build();
    float[] sure = new float[classes.size()];
    Arrays.fill(sure, 0.9f);
    NodeScores scores =
        new NodeScores(classes.stream().mapToInt(Integer::intValue).toArray(), sure);
    KeyNodes here =
        new KeyNodes(
            List.of(
                LEARNT.get(0),
                LEARNT.get(1),
                LEARNT.get(2).movedTo(0xd0, 1),
                LEARNT.get(3).movedTo(0x100, stackHasWeight ? 1 : 0)));
    Detection detection = new Detection(here, found, List.of(new ModelType("task", 0x200, 5)));
    List<TypeLayout> types = LearntLayout.of(LEARNT, built, scores, detection);
    assertThat(types).hasSize(1);
    assertThat(types.getFirst().type()).isEqualTo("task");
    assertThat(types.getFirst().objects()).isEqualTo(OBJECTS);
    return types.getFirst().members();
  }

  @Test
  void aMemberIsTheWordThatItsSegmentsHangOn() {
    assertThat(learnt(true))
        .containsExactly(
            new MemberOffset("next", List.of(0), OptionalInt.of(0), OBJECTS, OBJECTS),
            new MemberOffset("parent", List.of(0xc0), OptionalInt.of(0xd0), OBJECTS, OBJECTS),
            new MemberOffset("stack", List.of(0xf8), OptionalInt.empty(), OBJECTS, 0));
  }

  @Test
  void itSaysWhatMovedAndWhatIsNotKnown() {
    assertThat(learnt(false))
        .extracting(MemberOffset::state)
        .containsExactly(State.AS_LEARNT, State.SOLVED, State.UNSOLVED);
  }
}
