package org.deepmem.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlabScanTest {
  private static final long RANDOM = 0x8badf00d12345678L;

  @ParameterizedTest
  @CsvSource({"false, true", "true, true", "false, false", "true, false"})
  void slotsOnNoFreeListAreAllocated(boolean byPageType, boolean hardened) {
    TestKernel kernel = new TestKernel();
    TestSlabs slabs = new TestSlabs(kernel, byPageType);
    TestSlabs.Cache cache = slabs.cache("things", 64, 32, 1, hardened ? RANDOM : 0);
    slabs.slab(cache, 0x300, 8, 5, 6, 1, 3);
    slabs.slab(cache, 0x301, 8, 7, 2); // slot 2 was freed by another CPU
    slabs.onCpu(cache, 0x301, 7, 0);
    slabs.slab(cache, 0x302, 8, 8);
    slabs.partial(cache, 0x300);

    SlabAllocator read = SlabScan.read(kernel.kernel(), kernel.reader());

    assertThat(read.damaged()).isZero();
    assertThat(read.caches()).extracting(SlabCache::name).containsExactly("things");
    assertThat(allocated(read, 0x300)).containsExactly(0, 2, 4, 5, 7);
    assertThat(allocated(read, 0x301)).containsExactly(1, 3, 4, 5, 6);
    assertThat(allocated(read, 0x302)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    SlabCache things = read.caches().getFirst();
    assertThat(things.slots()).isEqualTo(24);
    assertThat(things.allocated()).isEqualTo(18);
    assertThat(things.activeObjects()).as("as slabinfo counts").isEqualTo(24 - 3);
  }

  @Test
  void aCircularFreeListEnds() {
    TestKernel kernel = new TestKernel();
    TestSlabs slabs = new TestSlabs(kernel, false);
    TestSlabs.Cache cache = slabs.cache("things", 64, 0, 1, RANDOM);
    long first = slabs.slab(cache, 0x300, 8, 5, 6, 1, 3);
    slabs.point(cache, first + 3 * 64, first + 6 * 64);

    SlabAllocator read = SlabScan.read(kernel.kernel(), kernel.reader());

    assertThat(read.damaged()).isEqualTo(1);
    assertThat(allocated(read, 0x300)).containsExactly(0, 2, 4, 5, 7);
  }

  @Test
  void aFreePointerThatLeavesItsSlabEndsTheList() {
    TestKernel kernel = new TestKernel();
    TestSlabs slabs = new TestSlabs(kernel, false);
    TestSlabs.Cache cache = slabs.cache("things", 64, 0, 1, RANDOM);
    long first = slabs.slab(cache, 0x300, 8, 5, 6, 1, 3);
    slabs.point(cache, first + 64, 0xffff888000001000L);

    SlabAllocator read = SlabScan.read(kernel.kernel(), kernel.reader());

    assertThat(read.damaged()).isEqualTo(1);
    assertThat(allocated(read, 0x300)).containsExactly(0, 2, 3, 4, 5, 7);
  }

  @Test
  void aDescriptorThatContradictsItselfIsCounted() {
    TestKernel kernel = new TestKernel();
    TestSlabs slabs = new TestSlabs(kernel, false);
    TestSlabs.Cache cache = slabs.cache("things", 64, 0, 1, 0);
    slabs.slab(cache, 0x300, 8, 9);
    slabs.slab(cache, 0x301, 8, 8);

    SlabAllocator read = SlabScan.read(kernel.kernel(), kernel.reader());

    assertThat(read.damaged()).isEqualTo(1);
    assertThat(read.caches().getFirst().slots()).isEqualTo(8);
  }

  @Test
  void cachesLinkedInALoopThatMissesTheHeadAreReadOnce() {
    TestKernel kernel = new TestKernel();
    TestSlabs slabs = new TestSlabs(kernel, false);
    TestSlabs.Cache one = slabs.cache("one", 64, 0, 1, 0);
    TestSlabs.Cache two = slabs.cache("two", 64, 0, 1, 0);
    kernel.word(two.address() + 32, one.address() + 32);

    SlabAllocator read = SlabScan.read(kernel.kernel(), kernel.reader());

    assertThat(read.caches()).extracting(SlabCache::name).containsExactly("one", "two");
  }

  @Test
  void anAddressIsFoundInItsSlab() {
    TestKernel kernel = new TestKernel();
    TestSlabs slabs = new TestSlabs(kernel, false);
    TestSlabs.Cache cache = slabs.cache("things", 96, 0, 1, 0);
    long first = slabs.slab(cache, 0x300, 42, 42);
    SlabAllocator read = SlabScan.read(kernel.kernel(), kernel.reader());

    assertThat(read.slab(first - 1)).isNull();
    assertThat(read.slab(first + 42 * 96)).isNull();
    Slab slab = Objects.requireNonNull(read.slab(first + 41 * 96 + 95));
    assertThat(slab.slotAt(first + 41 * 96)).isEqualTo(41);
    assertThat(slab.slotAt(first + 41 * 96 + 8)).isEqualTo(-1);
    assertThat(slab.slotAround(first + 41 * 96 + 8)).isEqualTo(41);
  }

  private static List<Integer> allocated(SlabAllocator slabs, long frame) {
    Slab slab = slabs.slab(TestKernel.DIRECT_MAP + frame * 4096);
    List<Integer> slots = new ArrayList<>();
    for (int slot = 0; slab != null && slot < slab.slots(); slot++) {
      if (slab.allocated(slot)) {
        slots.add(slot);
      }
    }
    return slots;
  }
}
