package org.deepmem.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.SparseImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresentMemoryTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void itAgreesWithEveryPageAsked(int seed) {
    Random random = new Random(seed);
    SparseImage image = new SparseImage();
    BitSet present = new BitSet();
    for (int i = 0; i < 40; i++) {
      int frame = random.nextInt(100);
      present.set(frame);
      image.present((long) frame * MemoryImage.PAGE);
    }
    PresentMemory memory = new PresentMemory(image);
    for (int round = 0; round < 200; round++) {
      int from = random.nextInt(110);
      int count = random.nextInt(110);
      BitSet expected = present.get(from, from + count);
      long start = (long) from * MemoryImage.PAGE;
      long length = (long) count * MemoryImage.PAGE;
      assertThat(memory.bytes(start, length))
          .isEqualTo((long) expected.cardinality() * MemoryImage.PAGE);
      BitSet visited = new BitSet();
      memory.forEach(
          start,
          length,
          (first, end) -> {
            for (long at = first; at < end; at += MemoryImage.PAGE) {
              visited.set((int) (at / MemoryImage.PAGE) - from);
            }
          });
      assertThat(visited).isEqualTo(expected);
    }
  }

  @Test
  void aStretchMayLeadBeyondAllMemory() {
    PresentMemory memory = new PresentMemory(new SparseImage().present(0x3000));
    assertThat(memory.bytes(0, Long.MAX_VALUE)).isEqualTo(MemoryImage.PAGE);
    assertThat(memory.bytes(Long.MAX_VALUE, Long.MAX_VALUE)).isZero();
    assertThat(memory.bytes(0x3800, Long.MAX_VALUE)).isEqualTo(0x800);
  }
}
