package org.deepmem.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.graph.Window;
import org.deepmem.label.HandMadeGraph;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;
import org.deepmem.label.ObjectState;
import org.deepmem.model.Likelihood;
import org.deepmem.model.ModelType;
import org.deepmem.model.NodeScores;
import org.junit.jupiter.api.Test;

/// Candidates of a made-up type in a kernel that its model never saw.
class NewKernelTest {
  private static final long SLABS = 0xffff888000100000L;
  private static final Likelihood LIVE =
      new Likelihood(List.of(new Likelihood.Point(2, 0.1f), new Likelihood.Point(30, 0.9f)));
  private static final Likelihood FREED =
      new Likelihood(List.of(new Likelihood.Point(0, 0), new Likelihood.Point(12, 0.8f)));
  private static final ModelType CRED =
      new ModelType(
          "cred", 176, 8, new ModelType.Yardstick(40, 1), LIVE, new ModelType.Freed(6, FREED));

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
        new Detection(new KeyNodes(List.of()), candidates, kernel.types(candidates)));
  }

  @Test
  void thresholdsFallAsTheScoresOfLikelyObjectsDo() {
    assertThat(threshold(candidates(20, 1))).isCloseTo(4, within(1e-4f));
    assertThat(threshold(candidates(0.1f, 0.01f))).isEqualTo(0.69f);
    assertThat(threshold(List.of())).isEqualTo(8);
  }

  @Test
  void anObjectHasAShareOfTheTypicalScore() {
    assertThat(threshold(candidates(50, 1))).isCloseTo(8, within(1e-4f));
    assertThat(threshold(candidates(80, 1))).isCloseTo(12, within(1e-4f));
  }

  /// Half the score is as likely as the whole one was, for live and freed objects.
  @Test
  void likelihoodsGoWithTheScores() {
    List<Candidate> candidates = candidates(20, 1);
    List<ModelType> half = new NewKernel(List.of(CRED)).types(candidates);
    Detection found = new Detection(new KeyNodes(List.of()), candidates, half);
    Candidate candidate = new Candidate("cred", SLABS, 5, 3, 2);
    assertThat(found.probability(candidate, ObjectState.LIVE).orElseThrow())
        .isCloseTo(LIVE.of(10), within(1e-6));
    assertThat(found.probability(candidate, ObjectState.RESIDUAL).orElseThrow())
        .isCloseTo(FREED.of(6), within(1e-6));
    Candidate freed = new Candidate("cred", SLABS, -3, 3.1f, 2);
    assertThat(new Detection(new KeyNodes(List.of()), List.of(freed), half).freed()).hasSize(1);
  }

  private static float threshold(List<Candidate> candidates) {
    return new NewKernel(List.of(CRED)).types(candidates).getFirst().threshold();
  }

  @Test
  void whatDoesntStartASlotIsNoObjectUnlessItIsAsSureAsInAKnownKernel() {
    assertThat(found(20, 10).objects()).hasSize(40);
    assertThat(found(20, 45).objects()).hasSize(50);
  }

  @Test
  void anAdaptedModelsObjectsScoreAboutAlike() {
    NewKernel kernel = new NewKernel(List.of(CRED));
    assertThat(kernel.adapted(candidates(60, 1)).getFirst().threshold()).isEqualTo(15);
  }

  /// Candidates that one node each votes for.
  private static List<Candidate> erring(int count) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      candidates.add(new Candidate("module", 0x1000L * i, 1 + i / 100f, 1));
    }
    return candidates;
  }

  private static float moduleThreshold(List<Candidate> candidates) {
    ModelType.Yardstick yardstick = new ModelType.Yardstick(150, 0);
    ModelType module = new ModelType("module", 896, 50, yardstick, null, null);
    return new NewKernel(List.of(module)).types(candidates).getFirst().threshold();
  }

  @Test
  void twoModulesAmongManyNodesThatErrGiveTheThreshold() {
    List<Candidate> candidates = erring(60);
    candidates.add(new Candidate("module", 0x100000, 75, 16));
    candidates.add(new Candidate("module", 0x200000, 90, 24));
    assertThat(NewKernel.typicalScore("module", candidates)).isBetween(75f, 90f);
    assertThat(moduleThreshold(candidates)).isCloseTo(30f, within(0.001f));
  }

  @Test
  void whereNodesNeverAgreeEachCounts() {
    assertThat(NewKernel.typicalScore("module", erring(5))).isEqualTo(1.02f);
    assertThat(moduleThreshold(erring(5))).isEqualTo(0.69f);
  }

  /// Objects in slots of 128 bytes of a type that was larger. Each fourth has one doubtful vote of
  /// its own.
  @Test
  void packedObjectsAreFoundOneBesideTheOtherAndSlotsSpeakForTheDoubtful() {
    KeyNodes keys =
        new KeyNodes(
            List.of(
                new KeyNode("cred", 8, KeyNode.ANY_LENGTH, Window.HEAD, 1f),
                new KeyNode("cred", 96, KeyNode.ANY_LENGTH, Window.HEAD, 1f)));
    HandMadeGraph graph = new HandMadeGraph();
    int[] classes = new int[80];
    float[] sure = new float[80];
    for (int object = 0; object < 40; object++) {
      graph.head(SLABS + object * 128L + 8, 8).head(SLABS + object * 128L + 96, 8);
      classes[2 * object] = 1;
      classes[2 * object + 1] = object % 4 == 3 ? 0 : 2;
      sure[2 * object] = object % 4 == 3 ? 0.8f : 0.999f;
      sure[2 * object + 1] = 0.999f;
    }
    Detection found =
        new NewKernel(List.of(CRED))
            .classify(keys, graph.build(), new NodeScores(classes, sure))
            .detection();
    assertThat(found.objects()).hasSize(40);
    assertThat(found.thresholds().get("cred")).isGreaterThan(1);
  }
}
