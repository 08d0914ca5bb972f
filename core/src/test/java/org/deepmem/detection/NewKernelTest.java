package org.deepmem.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.ModelType;
import org.junit.jupiter.api.Test;

/// Candidates of a made-up type in a kernel that its model never saw.
class NewKernelTest {
  private static final long SLABS = 0xffff888000100000L;
  private static final ModelType CRED =
      new ModelType("cred", 176, 8, new ModelType.Yardstick(40, true));

  /// Forty objects in slots of 192 bytes, and others between them.
  private static List<Candidate> candidates(float score, float between) {
    List<Candidate> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      long start = SLABS + i / 21 * 4096L + i % 21 * 192L;
      all.add(new Candidate("cred", start, score, 2));
      if (i % 4 == 0) {
        all.add(new Candidate("cred", start + 8, between, 1));
      }
    }
    return all;
  }

  private static Detection found(float score, float between) {
    NewKernel kernel = new NewKernel(List.of(CRED));
    List<Candidate> candidates = candidates(score, between);
    return kernel.onGrid(
        new Detection(new KeyNodes(List.of()), candidates, kernel.thresholds(candidates)));
  }

  @Test
  void thresholdsFallAsTheScoresOfLikelyObjectsDo() {
    NewKernel kernel = new NewKernel(List.of(CRED));
    Map<String, Float> half = kernel.thresholds(candidates(20, 1));
    assertThat(half.get("cred")).isCloseTo(4, within(1e-4f));
    Map<String, Float> more = kernel.thresholds(candidates(80, 1));
    assertThat(more).containsEntry("cred", 8f);
    assertThat(kernel.thresholds(candidates(0.1f, 0.01f))).containsEntry("cred", 1f);
    assertThat(kernel.thresholds(List.of())).containsEntry("cred", 1f);
  }

  @Test
  void whatDoesntStartASlotIsNoObjectUnlessItIsAsSureAsInAKnownKernel() {
    assertThat(found(20, 10).objects()).hasSize(40);
    assertThat(found(20, 45).objects()).hasSize(50);
  }

  @Test
  void anAdaptedModelsObjectsScoreAboutAlike() {
    NewKernel kernel = new NewKernel(List.of(CRED));
    assertThat(kernel.adaptedThresholds(candidates(60, 1))).containsEntry("cred", 15f);
  }
}
