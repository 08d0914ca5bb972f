package org.deepmem.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostsTest {
  private static final DumpSource SOURCE =
      new DumpSource("file:///incident/web1/memory.raw", "/incident/web1/memory.raw", 1, 0);

  @Test
  void aHostIsWhatItCallsItself() {
    assertThat(Hosts.of(Optional.of("db7"), SOURCE)).isEqualTo("db7");
  }

  @Test
  void whatAnyMachineIsCalledTellsNothing() {
    assertThat(Hosts.of(Optional.of("localhost"), SOURCE)).isEqualTo(SOURCE.path());
    assertThat(Hosts.of(Optional.empty(), SOURCE)).isEqualTo(SOURCE.path());
    assertThat(SOURCE.file()).isEqualTo("memory.raw");
  }
}
