package org.deepmem.finding;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.deepmem.detection.DetectedObject;
import org.deepmem.kernel.KernelViews;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.kernel.View;
import org.deepmem.label.ObjectState;
import org.jspecify.annotations.Nullable;

/// Joins what was detected with what the kernel's own views see, object by object.
///
/// - **Hidden**: alive by the checks of its type, not freed by the allocator, yet missing in a view
///   that has every living object of the type ([KernelViews#complete]). DeepMem sees it, or another
///   view does.
/// - **Freed**: detected, but the allocator has taken its memory back, or the object has ended.
/// - **Fabricated**: in a list or table of its type, its page is in the dump, but neither does
///   DeepMem see an object there nor do its bytes pass the checks.
///
/// Other objects that only the kernel sees aren't findings: the network has missed them.
public final class CrossView {
  private final KernelViews views;
  private final Describer describer;
  private final Map<String, Map<Long, Place>> places = new HashMap<>();
  private final Map<String, Set<View>> complete = new HashMap<>();

  /// Describes an object that only the kernel sees.
  @FunctionalInterface
  public interface Describer {
    /// @param address canonical virtual address of its first byte
    DetectedObject of(String type, long address);
  }

  /// What views see at one place, which may have several addresses.
  private static final class Place {
    private final long kernelAddress;
    private final Set<View> views = EnumSet.noneOf(View.class);
    private boolean freed;

    Place(long kernelAddress) {
      this.kernelAddress = kernelAddress;
    }
  }

  /// @param canonical the canonical virtual address of a virtual address; 0 where its page isn't in
  ///   the dump
  /// @param types those that are looked for
  /// @param describer of objects that weren't detected
  public CrossView(
      KernelViews views, LongUnaryOperator canonical, Set<String> types, Describer describer) {
    this.views = views;
    this.describer = describer;
    for (KernelViews.Seen seen : views.seen()) {
      long address = types.contains(seen.type()) ? canonical.applyAsLong(seen.address()) : 0;
      if (address != 0) {
        Place place =
            places
                .computeIfAbsent(seen.type(), _ -> new HashMap<>())
                .computeIfAbsent(address, _ -> new Place(seen.address()));
        place.views.addAll(seen.views());
        place.freed |= seen.freed();
      }
    }
  }

  /// The live objects that were detected and those of which the views tell more than that, by type,
  /// then address.
  ///
  /// @param live what was detected as alive
  /// @param freed what was detected as freed
  /// @param listFreed whether objects that are freed, and nothing else, are wanted
  public List<FoundObject> join(
      List<DetectedObject> live, List<DetectedObject> freed, boolean listFreed) {
    List<FoundObject> joined = new ArrayList<>();
    Map<String, Set<Long>> detected = new HashMap<>();
    for (DetectedObject object : live) {
      note(detected, object);
      joined.add(found(object));
    }
    for (DetectedObject object : freed) {
      note(detected, object);
      FoundObject judged = found(object);
      if (listFreed || judged.finding().equals(Optional.of(Finding.HIDDEN))) {
        joined.add(judged);
      }
    }
    places.forEach(
        (type, ofType) ->
            ofType.forEach(
                (address, place) -> {
                  if (!detected.getOrDefault(type, Set.of()).contains(address)) {
                    undetected(type, address, place).ifPresent(joined::add);
                  }
                }));
    joined.sort(FoundObject.ORDER);
    return joined;
  }

  private static void note(Map<String, Set<Long>> detected, DetectedObject object) {
    detected.computeIfAbsent(object.type(), _ -> new HashSet<>()).add(object.virtualAddress());
  }

  private FoundObject found(DetectedObject object) {
    @Nullable Place place =
        places.getOrDefault(object.type(), Map.of()).get(object.virtualAddress());
    long address = place == null ? object.virtualAddress() : place.kernelAddress;
    Set<View> seenBy = place == null ? Set.of() : place.views;
    boolean freed = place != null && place.freed;
    Optional<Finding> finding = Optional.empty();
    if (freed || views.ended(object.type(), address)) {
      finding = Optional.of(Finding.FREED);
    } else if (isHidden(object.type(), address, seenBy)) {
      finding = Optional.of(Finding.HIDDEN);
    } else if (object.state() == ObjectState.RESIDUAL && seenBy.isEmpty()) {
      finding = Optional.of(Finding.FREED);
    }
    return new FoundObject(object, true, seenBy, finding, ObjectFacts.NONE);
  }

  private boolean isHidden(String type, long address, Set<View> seenBy) {
    Set<View> wanted = complete.computeIfAbsent(type, views::complete);
    return !wanted.isEmpty()
        && !seenBy.containsAll(wanted)
        && views.alive(type, address)
        && !views.exempt(type, address);
  }

  /// What an object that wasn't detected is, if it is a finding.
  private Optional<FoundObject> undetected(String type, long address, Place place) {
    if (place.freed) {
      return Optional.empty();
    }
    if (!views.whole(type, place.kernelAddress)) {
      boolean listed = place.views.contains(View.LISTS) || place.views.contains(View.TABLES);
      return listed && !place.views.contains(View.ALLOCATOR)
          ? Optional.of(unseen(type, address, place, Finding.FABRICATED))
          : Optional.empty();
    }
    return !views.ended(type, place.kernelAddress)
            && isHidden(type, place.kernelAddress, place.views)
        ? Optional.of(unseen(type, address, place, Finding.HIDDEN))
        : Optional.empty();
  }

  private FoundObject unseen(String type, long address, Place place, Finding finding) {
    return new FoundObject(
        describer.of(type, address), false, place.views, Optional.of(finding), ObjectFacts.NONE);
  }
}
