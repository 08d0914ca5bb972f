package org.deepmem.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.deepmem.detection.DetectedObject;
import org.deepmem.kernel.AskedViews;
import org.deepmem.kernel.KernelViews;
import org.deepmem.kernel.View;
import org.deepmem.label.ObjectState;
import org.junit.jupiter.api.Test;

/// How what is detected and what a kernel's views see are put together, one case a rule.
final class CrossViewFindingsTest {
  private static final String TASK = "task";
  private static final long ALIAS = 0x1000_0000;

  private final Told told = new Told();

  /// Views of a kernel whose every task is in lists and tables.
  private static final class Told implements KernelViews {
    private final List<Seen> seen = new ArrayList<>();
    private final Set<Long> broken = new HashSet<>();
    private final Set<Long> ended = new HashSet<>();
    private final Set<Long> exempt = new HashSet<>();

    Told() {
      see(1, View.LISTS, View.TABLES, View.ALLOCATOR);
    }

    void see(long address, View... views) {
      seen.add(new Seen(TASK, address, Set.of(views), false));
    }

    @Override
    public List<Seen> seen() {
      return seen;
    }

    @Override
    public Set<View> asked() {
      return new AskedViews(seen).all();
    }

    @Override
    public Set<View> complete(String type) {
      return new AskedViews(seen).of(type, Set.of(View.LISTS, View.TABLES));
    }

    @Override
    public boolean whole(String type, long address) {
      return !broken.contains(address);
    }

    @Override
    public boolean alive(String type, long address) {
      return whole(type, address);
    }

    @Override
    public boolean ended(String type, long address) {
      return ended.contains(address);
    }

    @Override
    public boolean exempt(String type, long address) {
      return exempt.contains(address);
    }

    @Override
    public List<String> warnings() {
      return new AskedViews(seen).warnings(Map.of(TASK, Set.of(View.LISTS, View.TABLES)));
    }
  }

  @Test
  void whatListsAndTablesHaveIsNoFinding() {
    assertThat(finding(1)).isEmpty();
    assertThat(joined(1))
        .singleElement()
        .extracting(FoundObject::views)
        .isEqualTo(Set.of(View.LISTS, View.TABLES, View.ALLOCATOR));
  }

  @Test
  void whatOneOfThemLacksIsHidden() {
    told.see(2, View.TABLES, View.ALLOCATOR);
    told.see(3, View.ALLOCATOR);
    assertThat(finding(2)).contains(Finding.HIDDEN);
    assertThat(finding(3)).contains(Finding.HIDDEN);
    assertThat(finding(4)).as("no view sees it").contains(Finding.HIDDEN);
  }

  @Test
  void whatIsBrokenEndedOrExemptIsNotHidden() {
    told.broken.add(2L);
    told.ended.add(3L);
    told.exempt.add(4L);
    assertThat(finding(2)).isEmpty();
    assertThat(finding(3)).contains(Finding.FREED);
    assertThat(finding(4)).isEmpty();
  }

  @Test
  void whatTheAllocatorTookBackIsFreed() {
    told.seen.add(new KernelViews.Seen(TASK, 2, Set.of(), true));
    told.seen.add(new KernelViews.Seen(TASK, 3, Set.of(View.LISTS), true));
    assertThat(finding(2)).contains(Finding.FREED);
    assertThat(finding(3)).contains(Finding.FREED);
    assertThat(joined()).as("undetected").isEmpty();
  }

  @Test
  void aHiddenObjectNeedNotBeDetected() {
    told.see(2, View.ALLOCATOR);
    assertThat(joined())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.detected()).isFalse();
              assertThat(found.finding()).contains(Finding.HIDDEN);
              assertThat(found.object().virtualAddress()).isEqualTo(2);
            });
  }

  @Test
  void whatIsListedButNothingOfTheKindIsFabricated() {
    told.see(2, View.LISTS);
    told.broken.add(2L);
    told.ended.add(2L);
    assertThat(joined())
        .singleElement()
        .extracting(FoundObject::finding)
        .isEqualTo(Optional.of(Finding.FABRICATED));
    told.see(3, View.LISTS, View.ALLOCATOR);
    told.broken.add(3L);
    told.see(4, View.REFERENCES);
    told.broken.add(4L);
    assertThat(joined()).as("a slot is allocated; a stray pointer is no list").hasSize(1);
  }

  @Test
  void oneThatWasTakenForFreedIsStillHidden() {
    List<DetectedObject> freed =
        List.of(detected(1, ObjectState.RESIDUAL), detected(2, ObjectState.RESIDUAL));
    told.see(2, View.ALLOCATOR);
    assertThat(crossView().join(List.of(), freed, false))
        .as("the other is listed, and not wanted")
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.object().virtualAddress()).isEqualTo(2);
              assertThat(found.detected()).isTrue();
              assertThat(found.finding()).contains(Finding.HIDDEN);
            });
    assertThat(crossView().join(List.of(), freed, true)).hasSize(2);
  }

  @Test
  void anAliasIsTheSameObject() {
    told.see(ALIAS + 2, View.LISTS);
    told.see(2, View.TABLES, View.ALLOCATOR);
    assertThat(finding(2)).isEmpty();
  }

  @Test
  void anEmptyViewSaysNothingAndIsToldOf() {
    told.seen.clear();
    told.see(1, View.TABLES, View.ALLOCATOR);
    told.see(2, View.ALLOCATOR);
    assertThat(finding(1)).isEmpty();
    assertThat(finding(2)).contains(Finding.HIDDEN);
    assertThat(told.warnings()).singleElement().asString().contains("no task is in", "lists");
  }

  private Optional<Finding> finding(long address) {
    return joined(address).stream()
        .filter(found -> found.object().virtualAddress() == address)
        .findFirst()
        .orElseThrow()
        .finding();
  }

  /// What comes of detecting these.
  private List<FoundObject> joined(long... addresses) {
    List<DetectedObject> live = new ArrayList<>();
    for (long address : addresses) {
      live.add(detected(address, ObjectState.LIVE));
    }
    return crossView().join(live, List.of(), false);
  }

  private CrossView crossView() {
    return new CrossView(
        told,
        address -> address >= ALIAS ? address - ALIAS : address,
        Set.of(TASK),
        (type, address) -> detected(address, ObjectState.LIVE));
  }

  private static DetectedObject detected(long address, ObjectState state) {
    return new DetectedObject(
        TASK, state, address, OptionalLong.empty(), 1, 1, OptionalDouble.empty(), 1, Map.of());
  }
}
