package org.deepmem.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deepmem.label.ObjectState.LIVE;
import static org.deepmem.label.ObjectState.RESIDUAL;

import java.util.List;
import java.util.Map;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.junit.jupiter.api.Test;

final class SmearTruthTest {
  private static final long BASE = 0xffff888000000000L;

  private static LabelledObject object(
      String type, long offset, int size, ObjectState state, Map<String, String> names) {
    return new LabelledObject(type, BASE + offset, offset, size, state, "slab", names);
  }

  private static LabelledObject task(long offset, ObjectState state, String pid) {
    return object("task_struct", offset, 64, state, Map.of("pid", pid));
  }

  private static List<String> told(List<LabelledObject> truth) {
    return truth.stream()
        .map(o -> "%x %s %s %s".formatted(o.physicalAddress(), o.type(), o.state(), o.source()))
        .toList();
  }

  @Test
  void onlyWhatLivesBeforeAndAfterIsSure() {
    List<LabelledObject> before =
        List.of(
            task(0x100, LIVE, "1"),
            task(0x200, LIVE, "2"),
            task(0x300, LIVE, "3"),
            task(0x400, RESIDUAL, "4"),
            task(0x500, RESIDUAL, "5"),
            task(0x600, LIVE, "6"));
    List<LabelledObject> after =
        List.of(
            task(0x080, LIVE, "9"),
            task(0x100, LIVE, "1"),
            task(0x300, RESIDUAL, "3"),
            task(0x400, LIVE, "4"),
            task(0x500, RESIDUAL, "5"),
            task(0x600, LIVE, "7"),
            task(0x700, RESIDUAL, "8"));
    List<LabelledObject> torn =
        List.of(
            task(0x100, RESIDUAL, "1"),
            task(0x200, LIVE, "2"),
            task(0x700, LIVE, "8"),
            task(0x800, LIVE, "10"));

    assertThat(told(SmearTruth.of(before, torn, after, object -> false)))
        .containsExactly(
            "80 task_struct RESIDUAL after:slab",
            "100 task_struct LIVE slab",
            "200 task_struct RESIDUAL before:slab",
            "300 task_struct RESIDUAL both:slab",
            "400 task_struct RESIDUAL both:slab",
            "500 task_struct RESIDUAL both:slab",
            "600 task_struct RESIDUAL both:slab",
            "700 task_struct RESIDUAL after:slab",
            "800 task_struct RESIDUAL between:slab");
  }

  @Test
  void anotherTypeAtTheSameAddressIsAnotherObject() {
    assertThat(
            told(
                SmearTruth.of(
                    List.of(object("cred", 0x100, 64, LIVE, Map.of())),
                    List.of(),
                    List.of(object("pid", 0x100, 64, LIVE, Map.of())),
                    object -> false)))
        .containsExactly("100 cred RESIDUAL before:slab", "100 pid RESIDUAL after:slab");
  }

  @Test
  void aSlotThatWasFreeInBetweenIsUnsure() {
    List<LabelledObject> both = List.of(task(0x100, LIVE, "1"), task(0x200, LIVE, "2"));
    assertThat(
            told(SmearTruth.of(both, List.of(), both, object -> object.physicalAddress() == 0x200)))
        .containsExactly("100 task_struct LIVE slab", "200 task_struct RESIDUAL freed:slab");
  }

  /// A socket has no name that tells it from another; the inode behind it has.
  @Test
  void aSocketIsAsSureAsItsInode() {
    assertThat(
            told(SmearTruth.of(sockets("7", "8"), List.of(), sockets("7", "9"), object -> false)))
        .containsExactly(
            "100 socket LIVE slab",
            "180 inode LIVE slab",
            "400 socket RESIDUAL both:slab",
            "480 inode RESIDUAL both:slab");
  }

  private static List<LabelledObject> sockets(String first, String second) {
    return List.of(
        object("socket", 0x100, 128, LIVE, Map.of("type", "1")),
        object("inode", 0x180, 600, LIVE, Map.of("ino", first)),
        object("socket", 0x400, 128, LIVE, Map.of("type", "1")),
        object("inode", 0x480, 600, LIVE, Map.of("ino", second)));
  }
}
