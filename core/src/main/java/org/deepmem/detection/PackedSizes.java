package org.deepmem.detection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.model.ModelType;

/// How large objects are in a kernel that the model never saw, as far as that matters: where they
/// lie closer together than the size that was learnt, each would take its neighbours for overlaps
/// of itself, and every other object would be lost.
final class PackedSizes {
  /// Neighbours this far apart must be so many, and such a share of the objects.
  private static final int LEAST = 8;

  private static final double LEAST_SHARE = 0.1;

  private PackedSizes() {}

  /// Bytes that objects of each type take: what the model learnt, or the distance of most
  /// neighbours where that is less. Where objects are only those that two key nodes agree on count.
  static Map<String, Integer> of(StartVotes votes, List<ModelType> types) {
    Map<String, List<Long>> agreed = new HashMap<>();
    for (StartVotes.Start start : votes.starts()) {
      if (start.keys().size() > 1) {
        agreed.computeIfAbsent(start.type(), _ -> new ArrayList<>()).add(start.address());
      }
    }
    Map<String, Integer> sizes = new HashMap<>();
    for (ModelType type : types) {
      sizes.put(type.name(), size(type.size(), agreed.getOrDefault(type.name(), List.of())));
    }
    return sizes;
  }

  private static int size(int learnt, List<Long> starts) {
    Map<Integer, Integer> distances = new HashMap<>();
    for (int i = 1; i < starts.size(); i++) {
      long distance = starts.get(i) - starts.get(i - 1);
      if (distance >= learnt * SlotGrid.SMALLEST_SHARE && distance <= 2L * learnt) {
        distances.merge((int) distance, 1, Integer::sum);
      }
    }
    double least = Math.max(LEAST, LEAST_SHARE * starts.size());
    return distances.entrySet().stream()
        .filter(distance -> distance.getValue() >= least)
        .max(
            Map.Entry.<Integer, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(distance -> Math.min(learnt, distance.getKey()))
        .orElse(learnt);
  }
}
