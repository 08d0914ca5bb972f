package org.deepmem.label;

import java.util.List;
import java.util.Map;

/// What a truth file holds.
///
/// @param objects live and residual ones
/// @param layouts by type, what members its objects have in the dump's kernel; without types of
///   which that isn't known
public record GroundTruth(List<LabelledObject> objects, Map<String, ObjectLayout> layouts) {
  public GroundTruth {
    objects = List.copyOf(objects);
    layouts = Map.copyOf(layouts);
  }
}
