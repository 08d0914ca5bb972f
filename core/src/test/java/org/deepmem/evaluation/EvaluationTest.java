package org.deepmem.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deepmem.detection.Candidate;
import org.deepmem.detection.Threshold;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.HandMadeGraph;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.junit.jupiter.api.Test;

/// Figures worked out by hand: four live tasks, two of them with a node in the graph, and one that
/// is freed.
class EvaluationTest {
  private static final long BASE = 0xffff888000010000L;
  private static final KeyNodes KEYS =
      new KeyNodes(List.of(new KeyNode("task", 8, 16, Window.HEAD, 1f)));

  private static GraphTruth truth() {
    MemoryGraph graph = new HandMadeGraph().head(BASE + 8, 16).head(BASE + 0x1008, 16).build();
    return new GraphTruth(
        "hand-made",
        graph,
        List.of(
            task(0, ObjectState.LIVE),
            task(0x1000, ObjectState.LIVE),
            task(0x2000, ObjectState.LIVE),
            task(0x3000, ObjectState.LIVE),
            task(0x4000, ObjectState.RESIDUAL)));
  }

  private static LabelledObject task(long at, ObjectState state) {
    return new LabelledObject("task", BASE + at, at, 0x100, state, "test");
  }

  private static Candidate candidate(long at, float score) {
    return new Candidate("task", BASE + at, score, 1);
  }

  /// Hits at 0, 0x1000 and 0x2000, the residual, one 8 bytes beside an object, one under the
  /// threshold and one at it.
  private static Evaluation evaluation() {
    List<Candidate> candidates =
        List.of(
            candidate(0, 5),
            candidate(0x1000, 5),
            candidate(0x2000, 5),
            candidate(0x3000, 2),
            candidate(0x3008, 5),
            candidate(0x4000, 5),
            candidate(0x5000, 1));
    return Evaluation.of(truth(), KEYS, candidates, Map.of("task", 2f));
  }

  @Test
  void countsHitsResidualsAndFalseFinds() {
    assertThat(evaluation().types()).containsExactly(new TypeResult("task", 4, 2, 3, 2, 1, 1, 2f));
  }

  @Test
  void figuresAreWhatTheCountsSay() {
    TypeResult task = evaluation().types().getFirst();
    assertThat(task.precision()).isEqualTo(3.0 / 4);
    assertThat(task.recall()).isEqualTo(3.0 / 4);
    assertThat(task.reachableRecall()).isEqualTo(1.0);
    assertThat(task.f1()).isCloseTo(0.75, within(1e-12));
    assertThat(task.strictPrecision()).isEqualTo(3.0 / 5);
    assertThat(task.strictF1()).isCloseTo(2 * 0.6 * 0.75 / 1.35, within(1e-12));
  }

  @Test
  void dumpsAreSummedAndTypesAveraged() {
    Evaluation all =
        Evaluation.sum(
            List.of(
                evaluation(),
                evaluation(),
                new Evaluation(
                    List.of(
                        new TypeResult("cred", 10, 10, 10, 10, 0, 0, 1f),
                        new TypeResult("none", 0, 0, 0, 0, 0, 9, 1f)))));
    assertThat(all.types())
        .containsExactly(
            new TypeResult("cred", 10, 10, 10, 10, 0, 0, 1f),
            new TypeResult("none", 0, 0, 0, 0, 0, 9, 1f),
            new TypeResult("task", 8, 4, 6, 4, 2, 2, 2f));
    assertThat(all.macroF1()).as("of the types with objects").isCloseTo(0.875, within(1e-12));
  }

  @Test
  void whatIsNotFoundCountsAndWhatIsNotThereDoesNot() {
    Evaluation nothing = Evaluation.of(truth(), KEYS, List.of(), Map.of("task", 2f, "cred", 2f));
    assertThat(nothing.macroF1()).isZero();
    assertThat(nothing.types())
        .containsExactly(
            new TypeResult("cred", 0, 0, 0, 0, 0, 0, 2f),
            new TypeResult("task", 4, 2, 0, 0, 0, 0, 2f));
  }

  @Test
  void onlyLiveObjectsMakeAThreshold() {
    List<Candidate> candidates = List.of(candidate(0, 5), candidate(0x4000, 4), candidate(8, 3));
    assertThat(Evaluation.outcomes(truth().objects(), candidates, ObjectState.LIVE))
        .isEqualTo(
            Map.of(
                "task",
                List.of(
                    new Threshold.Outcome(5, true),
                    new Threshold.Outcome(4, false),
                    new Threshold.Outcome(3, false))));
  }

  /// One residual of two, a live object and nothing.
  @Test
  void freedObjectsHaveFiguresOfTheirOwn() {
    List<LabelledObject> objects = new ArrayList<>(truth().objects());
    objects.add(task(0x6000, ObjectState.RESIDUAL));
    GraphTruth truth = new GraphTruth("hand-made", truth().graph(), objects);
    List<Candidate> freed = List.of(candidate(0x4000, 5), candidate(0, 5), candidate(0x7000, 5));
    Evaluation evaluation = evaluation().withFreed(truth, freed);
    FreedResult task = evaluation.types().getFirst().freed();
    assertThat(task).isEqualTo(new FreedResult(2, 1, 1, 1));
    assertThat(task.precision()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(task.recall()).isEqualTo(0.5);
    assertThat(evaluation.freedMacroF1()).isCloseTo(0.4, within(1e-12));
    assertThat(Evaluation.sum(List.of(evaluation, evaluation)).types().getFirst().freed())
        .isEqualTo(new FreedResult(4, 2, 2, 2));
  }

  @Test
  void outcomesAreOfOneState() {
    List<Candidate> candidates =
        List.of(
            new Candidate("task", BASE + 0x4000, -3, 4, 1), new Candidate("task", BASE, 5, -6, 1));
    assertThat(Evaluation.outcomes(truth().objects(), candidates, ObjectState.RESIDUAL))
        .isEqualTo(
            Map.of(
                "task", List.of(new Threshold.Outcome(4, true), new Threshold.Outcome(-6, false))));
  }
}
