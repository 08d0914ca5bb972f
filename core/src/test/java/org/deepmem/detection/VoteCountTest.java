package org.deepmem.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.HandMadeGraph;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.ModelType;
import org.deepmem.model.NodeScores;
import org.junit.jupiter.api.Test;

/// Votes counted by hand.
class VoteCountTest {
  private static final long TASK = 0xffff888000001000L;
  private static final KeyNodes KEYS =
      new KeyNodes(
          List.of(
              new KeyNode("task", 8, 16, Window.HEAD, 0.75f),
              new KeyNode("task", 0xc0, 64, Window.TAIL, 0.5f),
              new KeyNode("cred", 0, 24, Window.HEAD, 1f)));
  private static final List<ModelType> TYPES =
      List.of(new ModelType("task", 0x100, 0), new ModelType("cred", 0x40, 0));

  private static List<Candidate> count(
      boolean paper, MemoryGraph graph, int[] classes, float... probabilities) {
    return new VoteCount(KEYS, TYPES, paper).count(graph, new NodeScores(classes, probabilities));
  }

  @Test
  void aTailEndsWhereItEndsWhateverTheCut() {
    for (int cut : MemoryGraph.CUTS) {
      MemoryGraph graph = new HandMadeGraph(cut).tail(TASK + 0xc0, 900).build();
      KeyNode tail = new KeyNode("task_struct", 0xc0, cut, Window.TAIL, 1f);
      assertThat(VoteCount.votedAddress(graph, 0, tail)).isEqualTo(TASK);
      assertThat(new KeyNodes(List.of(tail)).classIn(graph, 0, "task_struct", TASK)).isEqualTo(1);
    }
  }

  @Test
  void headsAndTailsVoteForTheObjectsFirstByte() {
    MemoryGraph graph =
        new HandMadeGraph().head(TASK + 8, 16).tail(TASK + 0xc0, 90).head(TASK + 0x300, 8).build();
    assertThat(count(true, graph, new int[] {1, 2, 0}, 0.5f, 0.9f, 1f))
        .containsExactly(new Candidate("task", TASK, 0.75f + 0.5f + 1, 2));
  }

  @Test
  void aVoteWeighsAsItIsSure() {
    MemoryGraph graph = new HandMadeGraph().head(TASK + 8, 16).tail(TASK + 0xc0, 90).build();
    Candidate found = count(false, graph, new int[] {1, 2}, 0.5f, 0.75f).getFirst();
    assertThat(found.votes()).isEqualTo(2);
    assertThat(found.score()).isCloseTo((float) Math.log(2 * 4), within(1e-5f));
    MemoryGraph alone = new HandMadeGraph().head(TASK + 8, 16).build();
    Candidate sure = count(false, alone, new int[] {1}, 1f).getFirst();
    assertThat(sure.score()).isBetween(13f, 14f);
  }

  @Test
  void aNodeThatTakesItselfForSomethingElseSpeaksAgainst() {
    MemoryGraph graph =
        new HandMadeGraph()
            .head(TASK + 8, 16)
            .head(TASK + 0x40, 24) // no task has a key node here
            .tail(TASK + 0xc0, 90)
            .build();
    Candidate doubted = count(false, graph, new int[] {1, 0, 0}, 0.75f, 0.99f, 0.5f).getFirst();
    assertThat(doubted.score()).isCloseTo((float) Math.log(4. / 2), within(1e-5f));
    Candidate refuted = count(false, graph, new int[] {1, 3, 0}, 0.5f, 0.9f, 0.9f).getLast();
    assertThat(refuted).extracting(Candidate::type).isEqualTo("task");
    assertThat(refuted.score()).isCloseTo((float) Math.log(2. / 10), within(1e-5f));
    Candidate paper = count(true, graph, new int[] {1, 0, 0}, 0.75f, 0.99f, 0.5f).getFirst();
    assertThat(paper.score()).isEqualTo(0.75f);
  }

  /// Sure of the object, the score is the evidence for its state; sure of the state, for the
  /// object.
  @Test
  void thatThereIsAnObjectAndThatItIsLiveMustHoldTogether() {
    MemoryGraph graph = new HandMadeGraph().head(TASK + 8, 16).head(TASK + 0x1008, 16).build();
    NodeScores scores =
        new NodeScores(new int[] {1, 1}, new float[] {1, 0.9f}, new float[] {3, -20});
    List<Candidate> found = new VoteCount(KEYS, TYPES, false).count(graph, scores);
    double state = 1 / (1 + Math.exp(-3));
    assertThat(found.get(0).score()).isCloseTo((float) -Math.log(1e-6 + 1 - state), within(1e-3f));
    assertThat(found.get(0).freedScore()).isCloseTo((float) -Math.log(1e-6 + state), within(1e-3f));
    assertThat(found.get(1).freedScore()).isCloseTo((float) -Math.log(0.1), within(1e-3f));
    assertThat(found.get(1).score()).isNegative().isGreaterThan(-0.2f);
  }

  @Test
  void statesOfAllVotesAreOne() {
    MemoryGraph graph = new HandMadeGraph().head(TASK + 8, 16).tail(TASK + 0xc0, 90).build();
    NodeScores scores = new NodeScores(new int[] {1, 2}, new float[] {1, 1}, new float[] {-2, 5});
    Candidate found = new VoteCount(KEYS, TYPES, false).count(graph, scores).getFirst();
    assertThat(found.score()).isCloseTo((float) Math.log(1 + Math.exp(3)), within(1e-3f));
  }

  /// The first node starts in the task before and says so.
  @Test
  void aNodeOfTheObjectBeforeDoesNotDissent() {
    KeyNodes keys =
        new KeyNodes(
            List.of(
                new KeyNode("task", 0xf8, 24, Window.HEAD, 1f),
                new KeyNode("task", -8, KeyNode.ANY_LENGTH, Window.HEAD, 1f),
                new KeyNode("task", 0x40, 16, Window.HEAD, 1f)));
    MemoryGraph graph = new HandMadeGraph().head(TASK - 8, 24).head(TASK + 0x40, 16).build();
    VoteCount count = new VoteCount(keys, TYPES, false);
    List<Candidate> both =
        count.count(graph, new NodeScores(new int[] {1, 3}, new float[] {0.9f, 0.9f}));
    assertThat(both).extracting(Candidate::address).containsExactly(TASK - 0x100, TASK);
    assertThat(both.getLast().score()).isCloseTo((float) Math.log(10), within(1e-4f));
    List<Candidate> alone =
        count.count(graph, new NodeScores(new int[] {0, 3}, new float[] {0.9f, 0.9f}));
    assertThat(alone.getFirst().score()).isCloseTo(0, within(1e-4f));
  }

  /// Whatever its state, the surer object stays.
  @Test
  void aFreedObjectBeatsALiveOneThatIsLessSure() {
    MemoryGraph graph = new HandMadeGraph().head(TASK + 8, 16).head(TASK + 0x28, 16).build();
    NodeScores scores =
        new NodeScores(new int[] {1, 1}, new float[] {0.5f, 0.9f}, new float[] {9, -9});
    assertThat(new VoteCount(KEYS, TYPES, false).count(graph, scores))
        .extracting(Candidate::address)
        .containsExactly(TASK + 0x20);
  }

  @Test
  void ofOverlappingCandidatesTheBestStays() {
    MemoryGraph graph =
        new HandMadeGraph()
            .head(TASK + 8, 16)
            .head(TASK + 8 + 0xff, 16)
            .head(TASK + 8 + 0x1fe, 16)
            .build();
    assertThat(count(false, graph, new int[] {1, 1, 1}, 0.5f, 0.9f, 0.5f))
        .extracting(Candidate::address)
        .containsExactly(TASK + 0xff);
    assertThat(count(false, graph, new int[] {1, 1, 1}, 0.9f, 0.5f, 0.9f))
        .extracting(Candidate::address)
        .containsExactly(TASK, TASK + 0x1fe);
  }

  @Test
  void objectsOfTwoTypesMayOverlapAndNeighboursMayTouch() {
    MemoryGraph graph =
        new HandMadeGraph().head(TASK, 24).head(TASK + 8, 16).head(TASK + 0x100 + 8, 16).build();
    assertThat(count(true, graph, new int[] {3, 1, 1}, 1f, 1f, 1f))
        .extracting(Candidate::type, Candidate::address)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("cred", TASK),
            org.assertj.core.groups.Tuple.tuple("task", TASK),
            org.assertj.core.groups.Tuple.tuple("task", TASK + 0x100));
  }

  /// Twelve in a row and one apart, all with one vote.
  @Test
  void companySpeaksForOrAgainstALiveObjectNotForItsState() {
    HandMadeGraph row = new HandMadeGraph();
    for (int i = 0; i < 12; i++) {
      row.head(TASK + i * 0x100 + 8, 16);
    }
    MemoryGraph graph = row.head(TASK + 0x20008, 16).build();
    int[] classes = new int[13];
    float[] probabilities = new float[13];
    float[] states = new float[13];
    Arrays.fill(classes, 1);
    Arrays.fill(probabilities, 0.99f);
    Arrays.fill(states, 20);
    states[0] = -20;
    ModelType asked =
        new ModelType("task", 0x100, 0).withCompany(new ModelType.Company(-2, 0, 1.5f));
    List<Candidate> found =
        new VoteCount(KEYS, List.of(asked), false)
            .count(graph, new NodeScores(classes, probabilities, states));
    float vote = (float) Math.log(100);
    assertThat(found.get(5).score()).isCloseTo(vote + 1.5f, within(1e-3f));
    assertThat(found.get(12).score()).isCloseTo(vote - 2, within(1e-3f));
    assertThat(found.get(0).freedScore()).isCloseTo(vote, within(1e-3f));
    assertThat(found.get(0).score()).isNegative();
    assertThat(found).extracting(Candidate::company).contains(11, 8).endsWith(0);
  }
}
