package org.deepmem.training;

import org.deepmem.graph.MemoryGraph;

/// A graph with what its nodes should be taken for.
///
/// @param name of the dump, for messages and provenance
/// @param graph the dump's graph
/// @param classOfNode `[nodes]`: 0, or 1 + the index of a key node; 0 for nodes of freed objects
///   too
public record TrainingGraph(String name, MemoryGraph graph, int[] classOfNode) {
  /// Class of a node that nothing is to be learnt from.
  public static final int UNKNOWN = -1;

  public TrainingGraph {
    if (classOfNode.length != graph.nodes()) {
      throw new IllegalArgumentException(
          "%s: %d classes for %d nodes".formatted(name, classOfNode.length, graph.nodes()));
    }
  }
}
