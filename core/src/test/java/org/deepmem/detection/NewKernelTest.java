package org.deepmem.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deepmem.model.ModelType;
import org.junit.jupiter.api.Test;

class NewKernelTest {
  private static final NewKernel KERNEL =
      new NewKernel(List.of(new ModelType("module", 896, 50, new ModelType.Yardstick(150, false))));

  /// Candidates that one node each votes for.
  private static List<Candidate> erring(int count) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      candidates.add(new Candidate("module", 0x1000L * i, 1 + i / 100f, 1));
    }
    return candidates;
  }

  @Test
  void twoModulesAmongManyNodesThatErrGiveTheThreshold() {
    List<Candidate> candidates = erring(60);
    candidates.add(new Candidate("module", 0x100000, 75, 16));
    candidates.add(new Candidate("module", 0x200000, 90, 24));
    assertThat(NewKernel.typicalScore("module", candidates)).isBetween(75f, 90f);
    assertThat(KERNEL.thresholds(candidates).get("module")).isCloseTo(30f, within(0.001f));
  }

  @Test
  void whereNodesNeverAgreeEachCounts() {
    assertThat(NewKernel.typicalScore("module", erring(5))).isEqualTo(1.02f);
    assertThat(KERNEL.thresholds(erring(5))).isEqualTo(Map.of("module", 1f));
  }
}
