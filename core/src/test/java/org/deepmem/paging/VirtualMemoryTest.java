package org.deepmem.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.deepmem.image.SparseImage;
import org.junit.jupiter.api.Test;

class VirtualMemoryTest {
  private static final long START = 0xffff888000000000L;
  private static final int MAPPED = 3 << 20;

  private static VirtualMemory memory() {
    SparseImage image = new SparseImage();
    TestPageTables tables = new TestPageTables(image, 0x1000, 4);
    for (int at = 0; at < MAPPED; at += 4096) {
      tables.map(START + at, 0x100000 + at);
      image.present(0x100000 + at);
    }
    image.put(0x100000 + MAPPED - 1, new byte[] {7});
    return new VirtualMemory(new X64AddressSpace(image, 0x1000, 4));
  }

  @Test
  void manyBytesAreReadAsFew() throws Exception {
    byte[] bytes = memory().bytes(START, MAPPED);
    assertThat(bytes).hasSize(MAPPED).endsWith(7);
  }

  /// A table in the dump says how long another is; memory for it is taken only as far as it is
  /// there.
  @Test
  void whatIsntThereTakesNoMemory() {
    VirtualMemory memory = memory();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> memory.bytes(START, Integer.MAX_VALUE - 8))
        .isInstanceOf(AbsentMemoryException.class)
        .hasMessageContaining("0x%016x".formatted(START + MAPPED));
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .isLessThan(
            256 << 20); // of the 2 GB that are claimed; what threads hold in advance counts too
  }
}
