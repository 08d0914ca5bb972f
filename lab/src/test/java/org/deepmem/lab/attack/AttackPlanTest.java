package org.deepmem.lab.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.deepmem.lab.LabException;
import org.deepmem.lab.capture.IntRange;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Attacks on memory whose every pointer the test placed itself.
final class AttackPlanTest {
  private SmallDump dump;
  private byte[] before = new byte[0];

  AttackPlanTest() throws Exception {
    dump = new SmallDump();
  }

  @BeforeEach
  void readBefore() {
    before = SmallDump.bytes(dump.image);
  }

  /// What an attack leaves of memory.
  private byte[] after(AttackPlan plan) throws LabException {
    PatchedImage image = new PatchedImage(dump.image);
    Harm harm = plan.apply(image, AttackTarget.of(dump.space, dump.truth, AttackTarget.LIVE));
    byte[] after = SmallDump.bytes(image);
    assertThat(harm.bytes()).isEqualTo(changed(0, after.length, after).size());
    return after;
  }

  private static AttackPlan plan(AttackKind kind, int low, int high) {
    return new AttackPlan(kind, new IntRange(low, high), 7);
  }

  /// Where bytes differ from those before.
  private List<Integer> changed(int from, int to, byte[] after) {
    return IntStream.range(from, to).filter(i -> before[i] != after[i]).boxed().toList();
  }

  private List<Integer> changed(LabelledObject object, byte[] after) {
    int at = (int) object.physicalAddress();
    return changed(at, at + object.size(), after).stream().map(i -> i - at).toList();
  }

  private static long word(byte[] bytes, long at) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong((int) at);
  }

  /// Aligned words that lead into the mapped pages, by the definition itself.
  private static Set<Integer> pointers(byte[] bytes) {
    Set<Integer> found = new TreeSet<>();
    for (int at = 0; at < bytes.length; at += 8) {
      long value = word(bytes, at);
      if (value >= SmallDump.BASE
          && value < SmallDump.BASE + (long) SmallDump.PAGES * SmallDump.PAGE
          && value % 4 == 0) {
        found.add(at);
      }
    }
    return found;
  }

  private void assertOnlyObjectsChanged(byte[] after) {
    int inObjects = dump.truth.stream().mapToInt(object -> changed(object, after).size()).sum();
    assertThat(changed(0, after.length, after)).hasSize(inObjects);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 72})
  void soManyBytesOutsidePointersChangeInEachObject(int count) throws LabException {
    byte[] after = after(plan(AttackKind.RANDOM_BYTES, count, count));

    assertOnlyObjectsChanged(after);
    assertThat(pointers(after)).isEqualTo(pointers(before));
    for (LabelledObject object : dump.truth) {
      assertThat(changed(object, after))
          .hasSize(count)
          .allMatch(at -> Arrays.stream(SmallDump.POINTERS).noneMatch(p -> p == at / 8));
    }
  }

  @Test
  void anObjectWithFewerBytesLosesThemAllAndIsCounted() throws LabException {
    PatchedImage image = new PatchedImage(dump.image);
    Harm harm =
        plan(AttackKind.RANDOM_BYTES, 73, 73)
            .apply(image, AttackTarget.of(dump.space, dump.truth, AttackTarget.LIVE));
    assertThat(harm).isEqualTo(new Harm(100, 7200, 0, 100));
  }

  /// Words that one changed byte would make a pointer stay what they are in kind.
  @Test
  void noWordBecomesAPointer() throws LabException {
    for (LabelledObject object : dump.truth) {
      for (int word : List.of(0, 2, 3, 4)) {
        dump.image.put(object.physicalAddress() + 8L * word, SmallDump.BASE + 0x4001);
        dump.image.put(object.physicalAddress() + 8L * word + 40, SmallDump.BASE + 0x10000000);
      }
    }
    before = SmallDump.bytes(dump.image);
    Set<Integer> known = pointers(before);
    for (int seed = 0; seed < 20; seed++) {
      byte[] after = after(new AttackPlan(AttackKind.RANDOM_BYTES, new IntRange(30, 60), seed));
      assertThat(pointers(after)).isEqualTo(known);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void soManyPointersOfEachObjectBecomeZero(int count) throws LabException {
    byte[] after = after(plan(AttackKind.ZEROED_POINTERS, count, count));

    assertOnlyObjectsChanged(after);
    for (LabelledObject object : dump.truth) {
      List<Long> left =
          Arrays.stream(SmallDump.POINTERS)
              .mapToObj(word -> word(after, object.physicalAddress() + 8L * word))
              .toList();
      assertThat(left).filteredOn(value -> value == 0).hasSize(Math.min(count, 3));
      assertThat(changed(object, after))
          .allMatch(at -> Arrays.stream(SmallDump.POINTERS).anyMatch(p -> p == at / 8));
    }
  }

  @Test
  void soManyPointersOfEachObjectBecomeThoseOfOthers() throws LabException {
    byte[] after = after(plan(AttackKind.CHANGED_POINTERS, 2, 2));

    assertOnlyObjectsChanged(after);
    List<Long> known = new ArrayList<>();
    dump.truth.forEach(object -> known.addAll(pointersOf(object, before)));
    for (LabelledObject object : dump.truth) {
      List<Long> now = pointersOf(object, after);
      assertThat(known).containsAll(now);
      List<Long> then = pointersOf(object, before);
      assertThat(IntStream.range(0, 3).filter(i -> !now.get(i).equals(then.get(i)))).hasSize(2);
    }
  }

  private static List<Long> pointersOf(LabelledObject object, byte[] bytes) {
    return Arrays.stream(SmallDump.POINTERS)
        .mapToObj(word -> word(bytes, object.physicalAddress() + 8L * word))
        .toList();
  }

  @Test
  void objectsOverAPageBoundaryGetAPartOfAnother() throws LabException {
    byte[] after = after(plan(AttackKind.STALE_PAGE, 1, 1));

    assertOnlyObjectsChanged(after);
    int crossing = 0;
    for (LabelledObject object : dump.truth) {
      long at = object.physicalAddress();
      int inFirst = (int) Math.min(SmallDump.SIZE, SmallDump.PAGE - at % SmallDump.PAGE);
      List<Integer> changed = changed(object, after);
      if (inFirst == SmallDump.SIZE) {
        assertThat(changed).isEmpty();
        continue;
      }
      crossing++;
      boolean first = changed.getFirst() < inFirst;
      int from = first ? 0 : inFirst;
      int to = first ? inFirst : SmallDump.SIZE;
      assertThat(changed).isNotEmpty().allMatch(i -> i >= from && i < to);
      byte[] part = Arrays.copyOfRange(after, (int) at + from, (int) at + to);
      assertThat(dump.truth)
          .anyMatch(
              other ->
                  other != object
                      && other.type().equals(object.type())
                      && Arrays.equals(
                          part,
                          Arrays.copyOfRange(
                              before,
                              (int) other.physicalAddress() + from,
                              (int) other.physicalAddress() + to)));
    }
    assertThat(crossing).isEqualTo(SmallDump.OBJECTS / 10);
  }

  @Test
  void ofObjectsInOnePageAHalfIsReplaced() throws LabException {
    byte[] after = after(plan(AttackKind.STALE_PART, 1, 1));
    int half = SmallDump.SIZE / 2;
    for (LabelledObject object : dump.truth) {
      if (object.physicalAddress() % SmallDump.PAGE <= SmallDump.PAGE - SmallDump.SIZE) {
        List<Integer> changed = changed(object, after);
        assertThat(changed).isNotEmpty();
        assertThat(changed.getFirst() / half).isEqualTo(changed.getLast() / half);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIGNATURES")
  void theSameSeedHarmsTheSameAndAnotherOneNot(AttackKind kind) throws LabException {
    AttackPlan plan = plan(kind, 1, 3);
    assertThat(after(plan)).isEqualTo(after(plan));
    AttackPlan other = new AttackPlan(kind, plan.count(), 8);
    assertThat(after(other)).isNotEqualTo(after(plan));
  }

  @Test
  void fewerBytesAreAmongThoseOfMoreAndRangesAreDrawnAnew() throws LabException {
    byte[] few = after(plan(AttackKind.RANDOM_BYTES, 5, 5));
    byte[] more = after(plan(AttackKind.RANDOM_BYTES, 20, 20));
    byte[] range = after(plan(AttackKind.RANDOM_BYTES, 2, 9));
    List<Integer> counts = new ArrayList<>();
    for (LabelledObject object : dump.truth) {
      assertThat(changed(object, more)).containsAll(changed(object, few));
      counts.add(changed(object, range).size());
    }
    assertThat(Set.copyOf(counts)).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void typesAndShareSpareTheOthersAndChangeNothingForTheRest() throws LabException {
    IntRange count = new IntRange(4, 4);
    byte[] all = after(new AttackPlan(AttackKind.RANDOM_BYTES, count, 7));
    byte[] some = after(new AttackPlan(AttackKind.RANDOM_BYTES, count, Set.of("third"), 0.5, 7));
    int harmed = 0;
    for (LabelledObject object : dump.truth) {
      List<Integer> changed = changed(object, some);
      if (!changed.isEmpty()) {
        harmed++;
        assertThat(object.type()).isEqualTo("third");
        assertThat(changed).isEqualTo(changed(object, all));
      }
    }
    assertThat(harmed).isBetween(8, 26);
  }

  @Test
  void ofOverlappingObjectsTheSmallerOwnsWhatBothHave() throws LabException {
    dump.truth.clear();
    dump.add("outer", 0x2000, 400, ObjectState.LIVE);
    dump.add("inner", 0x2040, 64, ObjectState.LIVE);
    dump.add("freed", 0x2100, 64, ObjectState.RESIDUAL);
    byte[] after = after(plan(AttackKind.RANDOM_BYTES, 10, 10));
    assertThat(changed(0x2040, 0x2080, after)).hasSize(10);
    assertThat(changed(0x2000, 0x2000 + 400, after)).hasSize(20);
  }

  @Test
  void freedObjectsAreHarmedToo() throws LabException {
    dump.truth.clear();
    dump.add("live", 0x2000, 64, ObjectState.LIVE);
    dump.add("freed", 0x2100, 64, ObjectState.RESIDUAL);
    PatchedImage image = new PatchedImage(dump.image);
    AttackTarget both = AttackTarget.of(dump.space, dump.truth, EnumSet.allOf(ObjectState.class));
    Harm harm = plan(AttackKind.RANDOM_BYTES, 10, 10).apply(image, both);
    assertThat(harm.objects()).isEqualTo(2);
    byte[] after = SmallDump.bytes(image);
    assertThat(changed(0x2000, 0x2040, after)).hasSize(10);
    assertThat(changed(0x2100, 0x2140, after)).hasSize(10);
  }

  @Test
  void whatIsNotInTheDumpIsLeft() throws LabException {
    dump.truth.clear();
    long gap = (long) SmallDump.ABSENT_PAGE * SmallDump.PAGE;
    dump.add("over", gap - 32, 96, ObjectState.LIVE);
    dump.add("gone", gap + 512, 96, ObjectState.LIVE);
    byte[] after = after(plan(AttackKind.RANDOM_BYTES, 96, 96));
    assertThat(changed(0, after.length, after)).hasSize(32);
  }

  @Test
  void theTruthOfAnotherDumpIsRefused() {
    dump.truth.add(
        new LabelledObject(
            "third", SmallDump.BASE + 0x3000, 0x4000, 8, ObjectState.RESIDUAL, "", Map.of()));
    assertThatThrownBy(() -> AttackTarget.of(dump.space, dump.truth, AttackTarget.LIVE))
        .isInstanceOf(LabException.class)
        .hasMessageContainingAll("not the truth of this dump", "0x4000", "0x3000");
  }

  @Test
  void namesNeedLayouts() {
    assertThatThrownBy(() -> after(plan(AttackKind.SIGNATURES, 1, 1)))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("--symbols");
  }
}
