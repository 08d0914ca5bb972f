package org.deepmem.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreePointersTest {
  private static final long RANDOM = 0x8badf00d12345678L;
  private static final int SLOT = 64;
  private static final int POINTER = 32;

  private final TestKernel kernel = new TestKernel();
  private final TestSlabs slabs = new TestSlabs(kernel, false);

  @ParameterizedTest
  @ValueSource(longs = {0, RANDOM})
  void tellsAFreeSlotByTheWordInIt(long random) {
    TestSlabs.Cache cache = slabs.cache("things", SLOT, POINTER, 1, random);
    long first = slabs.slab(cache, 0x300, 8, 6, 6, 1);
    kernel.word(first + 2 * SLOT + POINTER, 0x1234);
    FreePointers pointers = new FreePointers(kernel.kernel());

    long free = pointers.place(first + 6 * SLOT + 5);
    assertThat(free).isEqualTo(first + 6 * SLOT + POINTER);
    assertThat(pointers.isFreePointer(free, kernel.reader().word(free))).isTrue();
    long taken = pointers.place(first + 2 * SLOT);
    assertThat(pointers.isFreePointer(taken, kernel.reader().word(taken))).isFalse();
  }

  @Test
  void hardenedEndsOfListsAreKnownPlainZerosAreNot() {
    TestSlabs.Cache hidden = slabs.cache("hidden", SLOT, POINTER, 1, RANDOM);
    TestSlabs.Cache plain = slabs.cache("plain", SLOT, POINTER, 1, 0);
    long one = slabs.slab(hidden, 0x300, 8, 7, 3);
    long two = slabs.slab(plain, 0x301, 8, 7, 3);
    FreePointers pointers = new FreePointers(kernel.kernel());

    long last = pointers.place(one + 3 * SLOT);
    assertThat(pointers.isFreePointer(last, kernel.reader().word(last))).isTrue();
    assertThat(pointers.isFreePointer(last, 0)).isFalse();
    assertThat(pointers.isFreePointer(pointers.place(two + 3 * SLOT), 0)).isFalse();
  }

  @Test
  void outsideTheSlabsThereIsNone() {
    TestSlabs.Cache cache = slabs.cache("things", SLOT, 0, 1, RANDOM);
    long first = slabs.slab(cache, 0x300, 8, 8);
    FreePointers pointers = new FreePointers(kernel.kernel());

    assertThat(pointers.place(first)).isEqualTo(first);
    assertThat(pointers.place(first - 1)).isZero();
    assertThat(pointers.place(first + 8 * SLOT)).isZero();
    assertThat(pointers.isFreePointer(first - 8, first)).isFalse();
  }
}
