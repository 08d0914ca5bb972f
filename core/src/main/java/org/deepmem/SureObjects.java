package org.deepmem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deepmem.detection.Candidate;
import org.deepmem.detection.Detection;
import org.deepmem.detection.NewKernel;
import org.deepmem.detection.SlotGrid;
import org.deepmem.model.ModelType;

/// Which of the objects found in an unlabelled dump may be taken for truth.
final class SureObjects {
  /// A type with fewer objects isn't learnt from.
  private static final int LEAST = 20;

  private SureObjects() {}

  /// Of types that start an allocator's slots those that do, if most do; of other types those whose
  /// score isn't far below what is typical of theirs.
  static Set<Candidate> of(Detection found, List<ModelType> types) {
    Map<String, List<Candidate>> objects = new HashMap<>();
    for (Candidate object : found.objects()) {
      objects.computeIfAbsent(object.type(), _ -> new ArrayList<>()).add(object);
    }
    Set<Candidate> sure = new HashSet<>();
    for (ModelType type : types) {
      List<Candidate> ofType = objects.getOrDefault(type.name(), List.of());
      if (ofType.size() >= LEAST) {
        sure.addAll(of(type, ofType, found));
      }
    }
    return sure;
  }

  private static List<Candidate> of(ModelType type, List<Candidate> objects, Detection found) {
    ModelType.Yardstick yardstick = type.yardstick();
    if (yardstick != null && yardstick.onOneGrid()) {
      Optional<SlotGrid> grid = NewKernel.grid(type, found);
      return grid.isEmpty()
          ? List.of()
          : objects.stream().filter(object -> grid.get().holds(object.address())).toList();
    }
    float least = NewKernel.typicalScore(type.name(), found.candidates()) / 2;
    return objects.stream().filter(object -> object.score() >= least).toList();
  }
}
