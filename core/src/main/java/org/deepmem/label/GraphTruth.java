package org.deepmem.label;

import java.util.List;
import org.deepmem.graph.MemoryGraph;

/// A graph with the objects that are known to be in its dump.
///
/// @param name of the dump, for messages
/// @param graph the dump's graph
/// @param objects live and residual ones
public record GraphTruth(String name, MemoryGraph graph, List<LabelledObject> objects) {
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
