package org.deepmem.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class HeapGateTest {
  private static final long GB = 1L << 30;

  @Test
  void neverMoreIsLetInThanFits() throws Exception {
    HeapGate gate = new HeapGate(3 * GB, 4);
    AtomicLong inside = new AtomicLong();
    AtomicLong most = new AtomicLong();
    AtomicInteger ran = new AtomicInteger();
    Thread[] threads = new Thread[20];
    for (int i = 0; i < threads.length; i++) {
      long memory = (i % 4) * GB;
      threads[i] =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      gate.run(
                          memory,
                          share -> {
                            assertThat(share).isGreaterThanOrEqualTo(HeapGate.need(memory));
                            most.accumulateAndGet(inside.addAndGet(share), Math::max);
                            LockSupport.parkNanos(1000);
                            inside.addAndGet(-share);
                            return ran.incrementAndGet();
                          });
                    } catch (Exception e) {
                      throw new AssertionError(e);
                    }
                  });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(ran).hasValue(20);
    assertThat(most.get()).isBetween(1L, 3 * GB);
  }

  @Test
  void whatNeverFitsIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> new HeapGate(GB, 1).run(64 * GB, share -> share))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("65,536 MB")
        .hasMessageContaining("--executor-memory 17g");
  }
}
