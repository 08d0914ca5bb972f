package org.deepmem.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.HandMadeGraph;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;
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
  private static final Map<String, Integer> SIZES = Map.of("task", 0x100, "cred", 0x40);

  private static List<Candidate> count(
      boolean paper, MemoryGraph graph, int[] classes, float... probabilities) {
    return new VoteCount(KEYS, SIZES, paper).count(graph, new NodeScores(classes, probabilities));
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
}
