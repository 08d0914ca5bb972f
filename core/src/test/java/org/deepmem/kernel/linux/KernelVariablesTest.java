package org.deepmem.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelVariablesTest {
  private static KernelVariables variables(String... members) {
    TestKernel test = new TestKernel();
    test.struct("timespec64", 16, members);
    test.struct(
        "timekeeper",
        64,
        "xtime_sec 0 8 unsigned",
        "wall_to_monotonic 8 16 timespec64",
        "offs_boot 24 8 long");
    long core = test.room(128);
    test.symbol("tk_core", core).word(core + 8, 2_000_000_000L).word(core + 16, -1_999_999_000L);
    LinuxKernel kernel = test.kernel();
    return new KernelVariables(kernel.structures(), kernel.symbols(), false);
  }

  @Test
  void theTimekeeperTellsTheTime() {
    assertThat(variables("tv_sec 0 8 long", "tv_nsec 8 8 long").clock())
        .hasValueSatisfying(
            clock -> assertThat(clock.now().getEpochSecond()).isEqualTo(2_000_000_000L));
  }

  /// Layouts come from the dump.
  @ParameterizedTest
  @ValueSource(strings = {"tv_nsec 8 1818190736 long", "tv_nsec 8 0 long", "other 8 8 long"})
  void thereIsNoTimeWhereTheLayoutHasNoInteger(String member) {
    assertThat(variables("tv_sec 0 8 long", member).clock()).isEmpty();
  }
}
