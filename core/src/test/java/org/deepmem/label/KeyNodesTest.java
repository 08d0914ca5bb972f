package org.deepmem.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.junit.jupiter.api.Test;

/// Nodes in objects, counted by hand.
class KeyNodesTest {
  private static final long BASE = 0xffff888000001000L;

  /// Three tasks of 0x100 bytes at 0x000, 0x200 and 0x400; the third is freed. All have a head of
  /// 16 bytes at 8; the first two a tail that ends at 0xc0; only the first a head of 24 at 0x80.
  private static GraphTruth tasks() {
    MemoryGraph graph =
        new HandMadeGraph()
            .head(BASE + 8, 16)
            .head(BASE + 0x80, 24)
            .tail(BASE + 0xc0, 100)
            .head(BASE + 0x208, 16)
            .tail(BASE + 0x2c0, 200)
            .head(BASE + 0x408, 16)
            .build();
    return threeTasks(graph, ObjectState.RESIDUAL);
  }

  private static GraphTruth threeTasks(MemoryGraph graph, ObjectState third) {
    return new GraphTruth(
        "hand-made",
        graph,
        List.of(
            object("task", 0, 0x100, ObjectState.LIVE),
            object("task", 0x200, 0x100, ObjectState.LIVE),
            object("task", 0x400, 0x100, third)));
  }

  private static LabelledObject object(String type, long at, int size, ObjectState state) {
    return new LabelledObject(type, BASE + at, 0x1000 + at, size, state, "test");
  }

  @Test
  void areTheMostFrequentPlacesOfLiveObjects() {
    KeyNodes mined = new KeyNodeMiner(20, 0, 0, 0).mine(List.of(tasks()));
    assertThat(mined)
        .containsExactly(
            new KeyNode("task", 8, 16, Window.HEAD, 1f),
            new KeyNode("task", 0xc0, 64, Window.TAIL, 1f),
            new KeyNode("task", 0x80, 24, Window.HEAD, 0.5f));
    assertThat(new KeyNodeMiner(2, 0, 0, 0).mine(List.of(tasks()))).hasSize(2);
    assertThat(new KeyNodeMiner(20, 0.6, 0, 0).mine(List.of(tasks()))).hasSize(2);
    assertThat(mined.ofTypes(List.of("cred"))).isEmpty();
  }

  @Test
  void areNamedAfterThePointerThatTheyHangOn() {
    GraphTruth tasks = tasks();
    GraphTruth named = withMembers(tasks, Map.of(0, "next", 8, "flags", 0xc0, "parent"));
    assertThat(new KeyNodeMiner(20, 0, 0, 0).mine(List.of(named)))
        .extracting(KeyNode::member)
        .containsExactly("next", "parent", null);
  }

  @Test
  void ofSeveralBuildsAreNamedAsInMostObjects() {
    GraphTruth older = withMembers(tasks(), Map.of(0, "next", 0xc0, "parent"));
    GraphTruth newer = withMembers(tasks(), Map.of(0, "next", 0xc0, "mother", 0x78, "stack"));
    assertThat(new KeyNodeMiner(20, 0, 0, 0).mine(List.of(older, newer, newer)))
        .extracting(KeyNode::member)
        .containsExactly("next", "mother", "stack");
  }

  private static GraphTruth withMembers(GraphTruth truth, Map<Integer, String> members) {
    ObjectLayout layout = new ObjectLayout("task", new TreeMap<>(members));
    return new GraphTruth(truth.name(), truth.graph(), truth.objects(), Map.of("task", layout));
  }

  @Test
  void anObjectUnlikeTheRestGetsItsOwn() {
    KeyNodes frequent = new KeyNodeMiner(1, 0, 0, 0).mine(List.of(unlike()));
    assertThat(frequent).extracting(KeyNode::offset).containsExactly(8);
    KeyNodes covering = new KeyNodeMiner(1, 0, 1, 0).mine(List.of(unlike()));
    assertThat(covering)
        .containsExactly(
            new KeyNode("task", 8, 16, Window.HEAD, 2 / 3f),
            new KeyNode("task", 0x80, 24, Window.HEAD, 1 / 3f));
    assertThat(new KeyNodeMiner(1, 0.5, 1, 0).mine(List.of(unlike()))).hasSize(1);
    assertThat(new KeyNodeMiner(1, 0, 9, 0).mine(List.of(unlike()))).hasSize(4);
  }

  @Test
  void offsetsOfAnyLengthStandBesideThoseOfOne() {
    MemoryGraph graph =
        new HandMadeGraph()
            .head(BASE + 8, 16)
            .head(BASE + 0x208, 16)
            .head(BASE + 0x408, 32)
            .head(BASE + 0x440, 8)
            .build();
    KeyNodes mined =
        new KeyNodeMiner(1, 0, 0, 1).mine(List.of(threeTasks(graph, ObjectState.LIVE)));
    KeyNode exact = new KeyNode("task", 8, 16, Window.HEAD, 2 / 3f);
    KeyNode any = new KeyNode("task", 8, KeyNode.ANY_LENGTH, Window.HEAD, 1f);
    assertThat(mined).containsExactly(exact, any);
    assertThat(mined.classOf("task", 8, 16, Window.HEAD)).isEqualTo(1);
    assertThat(mined.classOf("task", 8, 24, Window.HEAD)).isEqualTo(2);
    assertThat(mined.classOf("task", 8, 64, Window.TAIL)).isZero();
  }

  /// Three tasks, two of which are alike.
  private static GraphTruth unlike() {
    MemoryGraph graph =
        new HandMadeGraph()
            .head(BASE + 8, 16)
            .head(BASE + 0x20, 8)
            .head(BASE + 0x208, 16)
            .head(BASE + 0x480, 24)
            .head(BASE + 0x4a0, 32)
            .build();
    return threeTasks(graph, ObjectState.LIVE);
  }

  @Test
  void nodesOfFreedObjectsAreToldApart() {
    KeyNodes mined = new KeyNodeMiner(20, 0, 0, 0).mine(List.of(tasks()));
    NodeLabels labels = NodeLabels.of(tasks(), mined);
    assertThat(labels.classes()).containsExactly(1, 3, 2, 1, 2, 1);
    assertThat(labels.freed()).containsExactly(false, false, false, false, false, true);
    assertThat(labels.liveOnly().classes()).containsExactly(1, 3, 2, 1, 2, 0);
    assertThat(labels.liveOnly().freed()).containsOnly(false);
  }

  @Test
  void anObjectIsReachableByOneKeyNode() {
    KeyNodes one = new KeyNodes(List.of(new KeyNode("task", 0x80, 24, Window.HEAD, 1f)));
    assertThat(NodeLabels.reachable(tasks(), one)).containsOnlyKeys("task");
    assertThat(NodeLabels.reachable(tasks(), one).get("task")).isEqualTo(Set.of(BASE));
  }

  @Test
  void headsBelongWhereTheyStartAndTailsWhereTheyEnd() {
    KeyNodes keys =
        new KeyNodes(
            List.of(
                new KeyNode("task", 0, 8, Window.HEAD, 1f),
                new KeyNode("task", 0x100, 64, Window.TAIL, 1f),
                new KeyNode("task", 0xf8, 8, Window.HEAD, 1f)));
    MemoryGraph graph =
        new HandMadeGraph()
            .tail(BASE, 80) // ends where the object begins: not a part of it
            .head(BASE, 8)
            .tail(BASE + 0x100, 80) // ends at the object's end
            .head(BASE + 0xf8, 8)
            .head(BASE + 0x100, 8) // starts after the object
            .build();
    GraphTruth truth =
        new GraphTruth("one", graph, List.of(object("task", 0, 0x100, ObjectState.LIVE)));
    assertThat(NodeLabels.of(truth, keys).classes()).containsExactly(0, 1, 2, 3, 0);
  }

  @Test
  void aHeadThatRunsIntoAnObjectIsItsUnlessItStartsInAnother() {
    KeyNodes keys =
        new KeyNodes(
            List.of(
                new KeyNode("file", -8, 16, Window.HEAD, 1f),
                new KeyNode("file", -8, 80, Window.HEAD, 1f),
                new KeyNode("file", 0x38, 16, Window.HEAD, 1f),
                new KeyNode("file", -100, 120, Window.HEAD, 1f)));
    MemoryGraph graph =
        new HandMadeGraph()
            .head(BASE - 8, 16)
            .head(BASE + 0x38, 16) // starts in the first file, runs into the second
            .head(BASE + 0x1f8, 80)
            .head(BASE + 0x300 - 100, 120) // what is shown of it ends before the file
            .head(BASE + 0x400 - 8, 8) // ends where the file begins
            .build();
    GraphTruth truth =
        new GraphTruth(
            "one",
            graph,
            List.of(
                object("file", 0, 0x40, ObjectState.LIVE),
                object("file", 0x40, 0x40, ObjectState.LIVE),
                object("file", 0x200, 0x40, ObjectState.LIVE),
                object("file", 0x300, 0x40, ObjectState.LIVE),
                object("file", 0x400, 0x40, ObjectState.LIVE)));
    assertThat(NodeLabels.of(truth, keys).classes()).containsExactly(1, 3, 2, 0, 0);
  }

  @Test
  void ofOverlappingObjectsTheSmallerHasTheNode() {
    KeyNodes keys =
        new KeyNodes(
            List.of(
                new KeyNode("socket", 0x48, 16, Window.HEAD, 1f),
                new KeyNode("inode", 8, 16, Window.HEAD, 1f),
                new KeyNode("socket", 8, 16, Window.HEAD, 1f)));
    MemoryGraph graph = new HandMadeGraph().head(BASE + 8, 16).head(BASE + 0x48, 16).build();
    List<LabelledObject> objects =
        List.of(
            object("inode", 0x40, 0x40, ObjectState.LIVE),
            object("socket", 0, 0x80, ObjectState.LIVE));
    assertThat(NodeLabels.of(new GraphTruth("one", graph, objects), keys).classes())
        .containsExactly(3, 2);
    assertThat(NodeLabels.of(new GraphTruth("one", graph, objects.reversed()), keys).classes())
        .containsExactly(3, 2);
  }

  /// In the second dump the pointer before the first head lies 0x18 bytes higher, in objects 0x200
  /// higher.
  @Test
  void whereMembersLieElsewhereNodesAreToldByThem() {
    GraphTruth known = withMembers(tasks(), Map.of(0, "next", 0xc0, "parent", 0x78, "stack"));
    KeyNodes mined = new KeyNodeMiner(1, 0, 0, 3).mine(List.of(known));
    MemoryGraph graph =
        new HandMadeGraph()
            .head(BASE + 0x20, 32)
            .head(BASE + 0x60, 8)
            .tail(BASE + 0xa0, 100)
            .head(BASE + 0x180, 16)
            .head(BASE + 0x420, 16)
            .build();
    GraphTruth moved =
        withMembers(
            threeTasks(graph, ObjectState.RESIDUAL),
            Map.of(0x18, "next", 0xa0, "parent", 8, "new"));

    NodeLabels labels = NodeLabels.byMember(moved, mined);

    int next = mined.classOf("task", 8, KeyNode.ANY_LENGTH, Window.HEAD);
    int parent = mined.classOf("task", 0xc0, 64, Window.TAIL);
    assertThat(List.of(next, parent)).doesNotContain(0);
    int unknown = NodeLabels.UNKNOWN;
    assertThat(labels.classes()).containsExactly(next, unknown, parent, 0, next);
    assertThat(labels.freed()).containsExactly(false, false, false, false, true);
  }
}
