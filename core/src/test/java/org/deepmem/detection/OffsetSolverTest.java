package org.deepmem.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.HandMadeGraph;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.ModelType;
import org.deepmem.model.NodeScores;
import org.junit.jupiter.api.Test;

/// Two types laid out by hand, in slots as an allocator has them.
class OffsetSolverTest {
  private static final long SLABS = 0xffff888000100000L;
  private static final int TASK_SLOT = 704;
  private static final int CRED_SLOT = 192;
  private static final KeyNodes KEYS =
      new KeyNodes(
          List.of(
              key("task", 8, 1f),
              key("task", 128, 1f),
              key("task", 400, 1f),
              key("cred", 16, 1f),
              key("cred", 96, 0.9f),
              key("cred", 160, 0.5f)));
  private static final List<ModelType> TYPES =
      List.of(
          new ModelType("task", 640, 5, new ModelType.Yardstick(30, 0), null, null),
          new ModelType("cred", 176, 5, new ModelType.Yardstick(30, 1), null, null));

  private static KeyNode key(String type, int offset, float weight) {
    return new KeyNode(type, offset, KeyNode.ANY_LENGTH, Window.HEAD, weight);
  }

  /// Start of a slot, 21 of which are in a page.
  private static long cred(int slot) {
    return SLABS + 0x100000 + slot / 21 * 4096L + slot % 21 * (long) CRED_SLOT;
  }

  /// Nodes of objects one after the other in slots, and a few votes astray.
  private static final class Memory {
    private final HandMadeGraph graph = new HandMadeGraph();
    private final List<Integer> classes = new ArrayList<>();

    Memory objects(long slab, int slot, int count, int firstClass, int... offsets) {
      for (int object = 0; object < count; object++) {
        long page = slab + (object / (4096 / slot)) * 4096L;
        long start = page + (long) (object % (4096 / slot)) * slot;
        for (int k = 0; k < offsets.length; k++) {
          graph.head(start + offsets[k], 8 + object % 3 * 8);
          classes.add(object % 7 == 6 && k == 1 ? 0 : firstClass + k);
        }
      }
      return this;
    }

    Memory object(long start, int keyClass, int offset) {
      graph.head(start + offset, 8);
      classes.add(keyClass);
      return this;
    }

    KeyNodes solved() {
      MemoryGraph built = graph.build();
      int[] array = classes.stream().mapToInt(Integer::intValue).toArray();
      float[] sure = new float[array.length];
      Arrays.fill(sure, 0.99f);
      return new OffsetSolver(KEYS, TYPES).solve(built, new NodeScores(array, sure));
    }
  }

  @Test
  void aKnownLayoutStaysTheVerySame() {
    KeyNodes layout =
        new Memory()
            .objects(SLABS, TASK_SLOT, 30, 1, 8, 128, 400)
            .objects(SLABS + 0x100000, CRED_SLOT, 60, 4, 16, 96, 160)
            .solved();
    assertThat(layout).isSameAs(KEYS);
  }

  @Test
  void membersThatMovedAreFoundByWhatTheirVotesAgreeOn() {
    KeyNodes layout =
        new Memory()
            .objects(SLABS, TASK_SLOT, 30, 1, 8, 144, 376)
            .objects(SLABS + 0x100000, CRED_SLOT, 60, 4, 24, 104, 160)
            .solved();
    assertThat(layout.stream().map(KeyNode::offset)).containsExactly(8, 144, 376, 24, 104, 160);
    assertThat(layout).allMatch(key -> key.weight() > 0.7f);
  }

  @Test
  void aTypeThatMovedAsAWholeIsTiedToItsSlots() {
    KeyNodes layout =
        new Memory()
            .objects(SLABS, TASK_SLOT, 30, 1, 8, 136, 408)
            .objects(SLABS + 0x100000, CRED_SLOT, 60, 4, 24, 104, 168)
            .solved();
    assertThat(layout.stream().skip(3).map(KeyNode::offset)).containsExactly(24, 104, 168);
  }

  @Test
  void aMemberIsNotBelievedToLieInANeighboursSlot() {
    Memory memory = new Memory().objects(SLABS, TASK_SLOT, 30, 1, 8, 136, 408);
    // No object has both the middle member and another one: its votes agree with neighbours only.
    for (int slot = 0; slot < 60; slot += 2) {
      memory.object(cred(slot), 4, 24).object(cred(slot), 6, 168).object(cred(slot + 1), 5, 104);
    }
    assertThat(memory.solved().stream().skip(3).map(KeyNode::offset)).containsExactly(24, 104, 168);
  }

  @Test
  void aKeyNodeThatNothingVotesForLosesItsWeight() {
    KeyNodes layout =
        new Memory()
            .objects(SLABS, TASK_SLOT, 30, 1, 8, 144)
            .objects(SLABS + 0x100000, CRED_SLOT, 60, 4, 24, 104, 168)
            .solved();
    assertThat(layout.get(2).weight()).isZero();
    assertThat(layout.get(2).offset()).isEqualTo(400);
  }

  @Test
  void typesWithoutAYardstickAreNotSolved() {
    List<ModelType> old = List.of(new ModelType("task", 640, 5), new ModelType("cred", 176, 5));
    MemoryGraph graph = new HandMadeGraph().head(SLABS + 144, 8).build();
    NodeScores scores = new NodeScores(new int[] {2}, new float[] {1});
    assertThat(new OffsetSolver(KEYS, old).solve(graph, scores)).isSameAs(KEYS);
  }

  /// Ten objects whose first member moved, too; the distances between them are never the same.
  @Test
  void fewObjectsFarApartAreTiedToTheirSlots() {
    Memory memory = new Memory().objects(SLABS, TASK_SLOT, 30, 1, 8, 136, 408);
    for (int slot : new int[] {0, 2, 5, 9, 14, 20, 27, 35, 44, 54}) {
      memory.object(cred(slot), 4, 24).object(cred(slot), 5, 104).object(cred(slot), 6, 168);
    }
    assertThat(memory.solved().stream().skip(3).map(KeyNode::offset)).containsExactly(24, 104, 168);
  }
}
