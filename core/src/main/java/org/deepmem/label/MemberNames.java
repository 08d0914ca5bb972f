package org.deepmem.label;

import java.util.HashMap;
import java.util.Map;
import org.deepmem.graph.Window;

/// Names key nodes by the members that the objects they were learnt from have there. Where builds
/// differ, a place is named as in most of the objects that have a node there.
final class MemberNames {
  private record Place(String type, int offset, Window window) {}

  private final Map<Place, Map<String, Integer>> counts = new HashMap<>();

  /// Notes that an object has a node at a place.
  void add(GraphTruth truth, String type, int offset, Window window) {
    ObjectLayout layout = truth.layouts().get(type);
    if (layout != null) {
      layout
          .nameAt(KeyNode.memberOffset(offset, window, truth.graph().wordSize()))
          .ifPresent(
              name ->
                  counts
                      .computeIfAbsent(new Place(type, offset, window), _ -> new HashMap<>())
                      .merge(name, 1, Integer::sum));
    }
  }

  /// The key node with its name, or as it is where none is known.
  KeyNode named(KeyNode node) {
    Map<String, Integer> names =
        counts.getOrDefault(new Place(node.type(), node.offset(), node.window()), Map.of());
    return names.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.<String, Integer>comparingByKey().reversed()))
        .map(name -> node.named(name.getKey()))
        .orElse(node);
  }
}
