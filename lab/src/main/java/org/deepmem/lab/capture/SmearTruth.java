package org.deepmem.lab.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.jspecify.annotations.Nullable;

/// The truth about a live dump. No list or slab in it is of one moment, so its own structures can't
/// be believed; two dumps of the same boot can, for which the guest was paused before and after.
///
/// An object is live where both say that it lives, by type and address, under the same names (of a
/// socket also its inode's, which lies behind it in the same slot), and its slot was not freed in
/// between. What only one of them knows, what is another object by its names, and what was freed
/// may or may not be in the live dump: it is a residual of the truth, neither a hit nor false. So
/// is what came and went in between, as far as the live dump's own torn structures know it. Nothing
/// else is an object.
final class SmearTruth {
  /// What a manifest says of it.
  static final String DESCRIPTION =
      "live: allocated in the paused dumps before and after, with the same names, its slot not freed"
          + " in between; residual: unsure, allocated in one of them only, in between, or freed";

  private record Place(String type, long address) {}

  private SmearTruth() {}

  /// Merges the truths of the paused dumps.
  ///
  /// @param torn what the live dump's own structures say
  /// @param freed whether the slot of an object that both know was free in between
  /// @return sorted by virtual address (unsigned) and type. `source` of what is unsure begins with
  ///   `before:`, `after:`, `between:`, `freed:`, or `both:` where it is free in one of the paused
  ///   dumps or has other names
  static List<LabelledObject> of(
      List<LabelledObject> before,
      List<LabelledObject> torn,
      List<LabelledObject> after,
      Predicate<LabelledObject> freed) {
    Map<Place, LabelledObject> earlier = new LinkedHashMap<>();
    before.forEach(object -> earlier.put(place(object), object));
    Map<Place, LabelledObject> later = new HashMap<>();
    after.forEach(object -> later.put(place(object), object));
    Set<Place> same = new HashSet<>();
    later.forEach(
        (place, object) -> {
          if (isSameLiving(earlier.get(place), object)) {
            same.add(place);
          }
        });
    List<LabelledObject> merged = new ArrayList<>();
    torn.stream()
        .filter(object -> !earlier.containsKey(place(object)) && !later.containsKey(place(object)))
        .forEach(object -> merged.add(unsure(object, "between:")));
    for (LabelledObject object : after) {
      Place place = place(object);
      if (earlier.remove(place) == null) {
        merged.add(unsure(object, "after:"));
      } else if (!same.contains(place) || isOfAnotherInode(object, later, same)) {
        merged.add(unsure(object, "both:"));
      } else if (freed.test(object)) {
        merged.add(unsure(object, "freed:"));
      } else {
        merged.add(object);
      }
    }
    earlier.values().forEach(object -> merged.add(unsure(object, "before:")));
    merged.sort(
        Comparator.comparingLong((LabelledObject o) -> o.virtualAddress() + Long.MIN_VALUE)
            .thenComparing(LabelledObject::type));
    return List.copyOf(merged);
  }

  private static Place place(LabelledObject object) {
    return new Place(object.type(), object.virtualAddress());
  }

  private static boolean isOfAnotherInode(
      LabelledObject object, Map<Place, LabelledObject> later, Set<Place> same) {
    Place inode = new Place("inode", object.virtualAddress() + object.size());
    return object.type().equals("socket") && later.containsKey(inode) && !same.contains(inode);
  }

  private static boolean isSameLiving(@Nullable LabelledObject before, LabelledObject after) {
    return before != null
        && before.state() == ObjectState.LIVE
        && after.state() == ObjectState.LIVE
        && before.names().equals(after.names());
  }

  private static LabelledObject unsure(LabelledObject object, String known) {
    return new LabelledObject(
        object.type(),
        object.virtualAddress(),
        object.physicalAddress(),
        object.size(),
        ObjectState.RESIDUAL,
        known + object.source(),
        object.names());
  }
}
