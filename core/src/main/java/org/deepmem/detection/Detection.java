package org.deepmem.detection;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;

/// What a model found in a graph.
///
/// @param layout the model's key nodes, in its order, at the offsets that they have in this dump;
///   they differ from the model's where the kernel is one that it never saw
/// @param candidates every place that a node votes for, whatever its score, by type, then address
/// @param thresholds by type: scores above which candidates are objects
public record Detection(
    KeyNodes layout, List<Candidate> candidates, Map<String, Float> thresholds) {
  /// The types whose key nodes lie elsewhere than in the kernels that the model learnt from, in the
  /// order of the key nodes.
  ///
  /// @param learnt the model's key nodes
  public List<String> movedTypes(List<KeyNode> learnt) {
    return IntStream.range(0, layout.size())
        .filter(k -> layout.get(k).offset() != learnt.get(k).offset())
        .mapToObj(k -> layout.get(k).type())
        .distinct()
        .toList();
  }

  /// The objects: candidates whose score exceeds their type's threshold, by type, then address.
  public List<Candidate> objects() {
    return candidates.stream()
        .filter(
            candidate ->
                candidate.score()
                    > thresholds.getOrDefault(candidate.type(), Float.POSITIVE_INFINITY))
        .toList();
  }
}
