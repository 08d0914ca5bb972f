package org.deepmem.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Kernels that are no longer vectorised, or whose helpers are no longer inlined, are ten times
/// slower. The bound is a third of what a quiet machine reaches, relative to what it multiplies in
/// the same run.
@Tag("slow")
final class KernelSpeedTest {
  private static final int NODES = 60_000;
  private static final int ROUNDS = 30;
  private static final double LEAST = 0.25;

  @Test
  void theForwardPassKeepsUpWithTheMachinesProducts() {
    ForwardPassRate.Result result = ForwardPassRate.of(SyntheticGraph.of(NODES, 1), ROUNDS);

    assertThat(result.ratio()).isGreaterThan(LEAST);
  }
}
