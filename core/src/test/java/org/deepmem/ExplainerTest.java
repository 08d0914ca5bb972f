package org.deepmem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.deepmem.detection.Candidate;
import org.deepmem.detection.Classified;
import org.deepmem.detection.Detection;
import org.deepmem.detection.VoteCount;
import org.deepmem.finding.Explanation;
import org.deepmem.graph.Adjacency;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.HandMadeGraph;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.ModelType;
import org.deepmem.model.NodeScores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Explanations of votes that are cast by hand.
class ExplainerTest {
  private static final long TASK = 0xffff888000001000L;
  private static final long CRED = 0xffff888000004000L;
  private static final KeyNodes KEYS =
      new KeyNodes(
          List.of(
              new KeyNode("task", 8, 16, Window.HEAD, 0.75f, "mm"),
              new KeyNode("task", 0xc0, 64, Window.TAIL, 0.5f),
              new KeyNode("cred", 0, 24, Window.HEAD, 1f),
              new KeyNode("task", -8, KeyNode.ANY_LENGTH, Window.HEAD, 0.5f)));
  private static final List<ModelType> TYPES =
      List.of(
          new ModelType("task", 0x100, 1).withCompany(new ModelType.Company(-1, 0, 1)),
          new ModelType("cred", 0x40, 1));

  private static Classified classified(MemoryGraph graph, NodeScores scores, boolean paper) {
    VoteCount count = new VoteCount(KEYS, TYPES, paper);
    return new Classified(new Detection(KEYS, count.count(graph, scores), TYPES), scores, count);
  }

  private static Explainer explainer(MemoryGraph graph, int[] classes, float... probabilities) {
    NodeScores scores = new NodeScores(classes, probabilities);
    return new Explainer(graph, classified(graph, scores, false), ExplainerTest::bytes);
  }

  /// Memory that ends 0x80 bytes into the task.
  private static int bytes(long address, byte[] target, int offset, int length) {
    int there = (int) Math.clamp(TASK + 0x80 - address, 0, length);
    for (int i = 0; i < there; i++) {
      target[offset + i] = (byte) (address + i);
    }
    return there;
  }

  /// A task with two votes, a node against it, and a pointer to a cred behind its first segment.
  private static MemoryGraph graph() {
    MemoryGraph plain =
        new HandMadeGraph()
            .head(TASK + 8, 16)
            .tail(TASK + 0xc0, 90)
            .head(TASK + 0x200, 8)
            .head(CRED, 24)
            .build();
    return withPointers(plain, new Adjacency(new int[] {0, 1, 1, 1, 1}, new int[] {3}));
  }

  private static MemoryGraph withPointers(MemoryGraph plain, Adjacency pointers) {
    Map<EdgeType, Adjacency> edges = new EnumMap<>(EdgeType.class);
    edges.put(EdgeType.RIGHT_POINTER, pointers);
    edges.put(EdgeType.LEFT_POINTER, plain.edges(EdgeType.LEFT_POINTER));
    return new MemoryGraph(
        plain.addresses(),
        plain.physical(),
        plain.lengths(),
        plain.windows(),
        plain.content(),
        plain.pointerTraits(),
        edges,
        8,
        plain.cut(),
        Map.of());
  }

  @Test
  void votesAreToldByOffsetWithTheirMembers() {
    Explanation why =
        explainer(graph(), new int[] {1, 2, 0, 3}, 0.9f, 0.99f, 1f, 0.99f).explain("task", TASK);
    assertThat(why.votes())
        .containsExactly(
            new Explanation.Vote(TASK + 8, 16, 8, "head", "mm", 0.75f, 0.9f, "task+0x8"),
            new Explanation.Vote(TASK + 0x80, 90, 0xc0, "tail", null, 0.5f, 0.99f, "task+0xc0"));
    assertThat(why.votes().getFirst().memberOffset(8)).isZero();
    assertThat(why.against()).isEmpty();
    assertThat(why.size()).isEqualTo(0x100);
    assertThat(why.present()).isEqualTo(0x80);
    assertThat(why.bytes()).hasSize(0x100).startsWith(0, 1, 2);
  }

  @Test
  void nodesThatTakeThemselvesForSomethingElseSpeakAgainst() {
    Explainer explainer = explainer(graph(), new int[] {1, 3, 0, 0}, 0.999f, 0.9f, 1f, 1f);
    Explanation why = explainer.explain("task", TASK);
    assertThat(why.against())
        .containsExactly(
            new Explanation.Vote(TASK + 0x80, 90, 0xc0, "tail", null, 0.5f, 0.9f, "cred+0x0"));
    Candidate task = explainer.at(TASK, type -> type.equals("task")).orElseThrow();
    double evidence = -Math.log(1 - 0.999) + Math.log(1 - 0.9) - 1;
    assertThat(task.score()).isCloseTo((float) evidence, within(1e-3f));
  }

  @Test
  void theNeighbourhoodReachesFoundObjectsAlongPointers() {
    Explainer explainer = explainer(graph(), new int[] {1, 2, 0, 3}, 0.9f, 0.99f, 1f, 0.99f);
    Explanation task = explainer.explain("task", TASK);
    assertThat(task.nodes())
        .contains(new Explanation.Node(CRED, 24, "cred", CRED))
        .contains(new Explanation.Node(TASK + 8, 16, "task", TASK));
    int cred = task.nodes().indexOf(new Explanation.Node(CRED, 24, "cred", CRED));
    assertThat(task.edges()).contains(new Explanation.Edge(0, cred, EdgeType.RIGHT_POINTER));
    // And back, from what is pointed at.
    assertThat(explainer.explain("cred", CRED).nodes())
        .contains(new Explanation.Node(TASK + 8, 16, "task", TASK));
  }

  @Test
  void anAddressInsideIsTheObjectsAndOneOutsideIsNobodys() {
    Explainer explainer = explainer(graph(), new int[] {1, 2, 0, 3}, 0.9f, 0.99f, 1f, 0.99f);
    assertThat(explainer.at(TASK + 0xff, _ -> true)).map(Candidate::address).hasValue(TASK);
    assertThat(explainer.at(TASK + 0x100, _ -> true)).isEmpty();
    assertThat(explainer.at(TASK, type -> type.equals("cred"))).isEmpty();
    assertThat(explainer.around(TASK + 0x100))
        .extracting(Candidate::type)
        .containsExactly("task", "cred");
    for (long far : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(explainer.at(far, _ -> true)).isEmpty();
      assertThat(explainer.explain("task", far).votes()).isEmpty();
      assertThat(explainer.explain("nothing", far).nodes()).isEmpty();
    }
  }

  @Test
  void whatABetterCandidateOverlapsIsStillTold() {
    MemoryGraph graph = new HandMadeGraph().head(TASK + 8, 16).head(TASK + 0x88, 16).build();
    Explainer explainer = explainer(graph, new int[] {1, 1}, 0.7f, 0.99f);
    Candidate dropped = explainer.at(TASK, _ -> true).orElseThrow();
    assertThat(dropped.address()).isEqualTo(TASK);
    assertThat(dropped.votes()).isEqualTo(1);
  }

  /// Whatever was voted: an explanation's votes are as many as the count's, and give its score.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void votesAddUpToTheScores(boolean paper) {
    Random random = new Random(7);
    HandMadeGraph hand = new HandMadeGraph();
    int nodes = 4000;
    for (int i = 0; i < nodes; i++) {
      long at = TASK + i * 0x58L + (i % 7 == 0 ? 8 : 0);
      if (random.nextInt(3) == 0) {
        hand.tail(at + 64, 80);
      } else {
        hand.head(at, random.nextBoolean() ? 16 : 24);
      }
    }
    MemoryGraph graph = hand.build();
    float[] probabilities = new float[nodes];
    float[] states = new float[nodes];
    for (int i = 0; i < nodes; i++) {
      probabilities[i] = random.nextFloat();
      states[i] = 10 * (float) random.nextGaussian();
    }
    int[] classes = IntStream.generate(() -> random.nextInt(5)).limit(nodes).toArray();
    NodeScores scores = new NodeScores(classes, probabilities, states);
    Classified found = classified(graph, scores, paper);
    Explainer explainer = new Explainer(graph, found, ExplainerTest::bytes);
    assertThat(found.detection().candidates()).hasSizeGreaterThan(500);
    for (Candidate candidate : found.detection().candidates()) {
      Explanation why = explainer.explain(candidate.type(), candidate.address());
      assertThat(why.votes()).hasSize(candidate.votes());
      assertThat(explainer.evidence(candidate).live()).isEqualTo(candidate.score());
      assertThat(explainer.evidence(candidate).freed()).isEqualTo(candidate.freedScore());
      assertThat(why.nodes()).hasSizeLessThanOrEqualTo(60);
      assertThat(why.edges()).hasSizeLessThanOrEqualTo(200);
    }
  }

  @Test
  void aNeighbourhoodHasABoundAndIsTheSameEachTime() {
    HandMadeGraph hand = new HandMadeGraph();
    int nodes = 3000;
    for (int i = 0; i < nodes; i++) {
      hand.head(TASK + i, 8);
    }
    int[] offsets = IntStream.rangeClosed(0, nodes).map(i -> i * 10).toArray();
    int[] targets = IntStream.range(0, nodes * 10).map(i -> i % 10 * 290 + 77).toArray();
    MemoryGraph graph = withPointers(hand.build(), new Adjacency(offsets, targets));
    Explainer explainer = explainer(graph, new int[nodes], new float[nodes]);
    Explanation why = explainer.explain("task", TASK + 5);
    assertThat(why.nodes()).hasSizeBetween(33, 60);
    assertThat(why.edges()).hasSize(200);
    assertThat(explainer.explain("task", TASK + 5).edges()).isEqualTo(why.edges());
    assertThat(explainer.explain("task", TASK + 5).nodes()).isEqualTo(why.nodes());
  }
}
