package org.deepmem.lab.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.jspecify.annotations.Nullable;

/// The truth about a live dump. No list or slab in it is of one moment, so its own structures can't
/// be believed; two dumps of the same boot can, for which the guest was paused before and after.
///
/// An object is live where both say that it lives, by type and address, under the same names. What
/// only one of them knows, what is another object by its names, and what is freed in either may or
/// may not be in the live dump: it is a residual of the truth, which is neither a hit nor false.
/// Nothing else is an object. An object that came and went between the two, in memory that neither
/// shows as its remains, so counts as false.
final class SmearTruth {
  /// What a manifest says of it.
  static final String DESCRIPTION =
      "live: allocated in the paused dumps before and after, with the same names; residual: unsure,"
          + " allocated in one of them only, or freed";

  private record Place(String type, long address) {}

  private SmearTruth() {}

  /// Merges the truths of the paused dumps.
  ///
  /// @return sorted by virtual address (unsigned) and type. `source` of what is unsure begins with
  ///   `before:`, `after:` or, where both know something, `both:`
  static List<LabelledObject> of(List<LabelledObject> before, List<LabelledObject> after) {
    Map<Place, LabelledObject> earlier = new LinkedHashMap<>();
    before.forEach(object -> earlier.put(place(object), object));
    List<LabelledObject> merged = new ArrayList<>();
    for (LabelledObject object : after) {
      @Nullable LabelledObject same = earlier.remove(place(object));
      if (same == null) {
        merged.add(unsure(object, "after:"));
      } else if (isSameLiving(same, object)) {
        merged.add(object);
      } else {
        merged.add(unsure(object, "both:"));
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

  private static boolean isSameLiving(LabelledObject before, LabelledObject after) {
    return before.state() == ObjectState.LIVE
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
