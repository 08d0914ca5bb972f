package org.deepmem.label;

import java.util.List;
import java.util.Map;
import org.deepmem.graph.MemoryGraph;

/// A graph with the objects that are known to be in its dump.
///
/// @param name of the dump, for messages
/// @param graph the dump's graph
/// @param objects live and residual ones
/// @param layouts by type, what members its objects have; without types of which that isn't known
public record GraphTruth(
    String name,
    MemoryGraph graph,
    List<LabelledObject> objects,
    Map<String, ObjectLayout> layouts) {
  /// The same where members aren't known.
  public GraphTruth(String name, MemoryGraph graph, List<LabelledObject> objects) {
    this(name, graph, objects, Map.of());
  }

  /// Systems and CPUs of some dumps, such as `linux-x64`, each once, in order; graphs made before
  /// it was noted are of that.
  public static List<String> families(List<GraphTruth> dumps) {
    return dumps.stream()
        .map(dump -> dump.graph().provenance().getOrDefault("family", "linux-x64"))
        .distinct()
        .sorted()
        .toList();
  }
}
