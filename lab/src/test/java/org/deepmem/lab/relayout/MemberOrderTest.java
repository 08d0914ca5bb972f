package org.deepmem.lab.relayout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.deepmem.label.ObjectLayout;
import org.junit.jupiter.api.Test;

/// Drawn orders of a structure of 160 bytes: a counter, a list head, five pointers, and a large
/// member of five list heads, the words in which are 80 bytes.
class MemberOrderTest {
  private static final int SIZE = 168;
  private static final int BIG = 64;
  private static final int BIG_END = 144;

  private static ObjectLayout layout() {
    TreeMap<Integer, String> members = new TreeMap<>();
    members.put(0, "count");
    members.put(8, "list.next");
    members.put(16, "list.prev");
    IntStream.range(0, 5).forEach(i -> members.put(24 + 8 * i, "pointer" + i));
    for (int i = 0; i < 5; i++) {
      members.put(BIG + 16 * i, "big.head%d.next".formatted(i));
      members.put(BIG + 16 * i + 8, "big.head%d.prev".formatted(i));
    }
    members.put(BIG_END, "last");
    return new ObjectLayout("thing", members);
  }

  @Test
  void everyWordHasAPlaceAndItsName() {
    Set<Map<Integer, String>> drawn = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      MemberOrder order = MemberOrder.draw(layout(), SIZE, 8, new Random(seed));
      assertThat(IntStream.range(0, SIZE).map(order::moved))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, SIZE).boxed().toList());
      byte[] object = new byte[SIZE];
      for (int i = 0; i < SIZE; i++) {
        object[i] = (byte) i;
      }
      byte[] moved = order.moved(object);
      ObjectLayout after = order.moved(layout());
      after
          .members()
          .forEach(
              (offset, name) ->
                  assertThat(layout().nameAt(moved[offset] & 0xff)).as(name).contains(name));
      assertThat(after.nameAt(0)).contains("count");
      drawn.add(after.members());
    }
    assertThat(drawn).as("different orders").hasSizeGreaterThan(150);
  }

  @Test
  void whatBelongsTogetherStaysTogether() {
    Set<Integer> bigs = new HashSet<>();
    Set<Integer> third = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      MemberOrder order = MemberOrder.draw(layout(), SIZE, 8, new Random(seed));
      assertThat(order.moved(16) - order.moved(8)).as("of a list head").isEqualTo(8);
      int big = order.moved(BIG);
      for (int at = BIG; at < BIG_END; at += 16) {
        assertThat(order.moved(at)).as("of the large one").isBetween(big, big + 64);
        assertThat(order.moved(at + 8)).isEqualTo(order.moved(at) + 8);
      }
      bigs.add(big);
      third.add(order.moved(BIG + 32) - big);
    }
    assertThat(bigs).as("places of the large member").hasSizeGreaterThan(4);
    assertThat(third).as("places inside it").containsExactlyInAnyOrder(16, 32, 48, 64);
  }

  @Test
  void membersOfAUnionAreOne() {
    TreeMap<Integer, String> members = new TreeMap<>();
    members.put(0, "first");
    members.put(8, "either.next");
    members.put(16, "other");
    members.put(24, "either.prev");
    members.put(32, "last");
    ObjectLayout union = new ObjectLayout("union", members);
    Set<Integer> places = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      MemberOrder order = MemberOrder.draw(union, 40, 8, new Random(seed));
      assertThat(order.moved(24) - order.moved(8)).isEqualTo(16);
      assertThat(order.moved(16) - order.moved(8)).isEqualTo(8);
      places.add(order.moved(8));
    }
    assertThat(places).containsExactlyInAnyOrder(8, 16);
  }

  @Test
  void wordsBehindTheSmallestObjectStay() {
    for (int seed = 0; seed < 20; seed++) {
      MemberOrder order = MemberOrder.draw(layout(), 60, 8, new Random(seed));
      assertThat(IntStream.range(56, 300).allMatch(offset -> order.moved(offset) == offset))
          .isTrue();
    }
  }

  /// Sixteen words are 64 bytes where a word has 4.
  @Test
  void whatIsMovedWholeIsCountedInBytes() {
    TreeMap<Integer, String> members = new TreeMap<>();
    members.put(0, "first");
    IntStream.range(0, 16).forEach(i -> members.put(4 + 4 * i, "lock.part%d".formatted(i)));
    members.put(68, "last");
    ObjectLayout narrow = new ObjectLayout("narrow", members);
    Set<Integer> places = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      MemberOrder order = MemberOrder.draw(narrow, 72, 4, new Random(seed));
      int lock = order.moved(4);
      IntStream.range(0, 16)
          .forEach(i -> assertThat(order.moved(4 + 4 * i)).isEqualTo(lock + 4 * i));
      places.add(lock);
    }
    assertThat(places).containsExactlyInAnyOrder(4, 8);
  }
}
