package org.deepmem.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.ModelType;
import org.junit.jupiter.api.Test;

/// Objects that are 232 bytes large where the model learnt.
class PackedSizesTest {
  private static final long SLABS = 0xffff888000100000L;

  private static int size(int objects, int distance, List<Integer> keys) {
    List<StartVotes.Start> starts = new ArrayList<>();
    for (int i = 0; i < objects; i++) {
      starts.add(new StartVotes.Start("file", SLABS + (long) i * distance, keys));
    }
    List<ModelType> types = List.of(new ModelType("file", 232, 5));
    return PackedSizes.of(new StartVotes(new KeyNodes(List.of()), starts), types)
        .getOrDefault("file", 0);
  }

  @Test
  void objectsThatLieCloserTogetherAreSmaller() {
    assertThat(size(21, 192, List.of(0, 1))).isEqualTo(192);
  }

  @Test
  void objectsThatLieFartherApartMayBeAsLargeAsBefore() {
    assertThat(size(21, 320, List.of(0, 1))).isEqualTo(232);
  }

  @Test
  void fewNeighboursOrSuchAsOneKeyNodeVotesForTellNothing() {
    assertThat(size(8, 192, List.of(0, 1))).isEqualTo(232);
    assertThat(size(21, 192, List.of(0))).isEqualTo(232);
  }

  @Test
  void whatLiesInTheMidstOfAnObjectIsNoneOfItsSize() {
    assertThat(size(21, 64, List.of(0, 1))).isEqualTo(232);
  }
}
