package org.deepmem.training;

import org.deepmem.graph.MemoryGraph;
import org.deepmem.label.NodeLabels;

/// A graph with what its nodes should be taken for.
///
/// @param name of the dump, for messages and provenance
/// @param graph the dump's graph
/// @param classOfNode `[nodes]`: 0, or 1 + the index of a key node
/// @param freed `[nodes]`: whether a key node's object is a freed one
/// @param lengthless whether heads are taught as key nodes of any length only, since segments have
///   other lengths than those that the key nodes were mined from
public record TrainingGraph(
    String name, MemoryGraph graph, int[] classOfNode, boolean[] freed, boolean lengthless) {
  /// Class of a node that nothing is to be learnt from.
  public static final int UNKNOWN = NodeLabels.UNKNOWN;

  public TrainingGraph {
    if (classOfNode.length != graph.nodes() || freed.length != graph.nodes()) {
      throw new IllegalArgumentException(
          "%s: %d classes and %d states for %d nodes"
              .formatted(name, classOfNode.length, freed.length, graph.nodes()));
    }
  }

  /// A graph whose segments have their own lengths.
  public TrainingGraph(String name, MemoryGraph graph, int[] classOfNode, boolean[] freed) {
    this(name, graph, classOfNode, freed, false);
  }

  /// A graph of live objects only.
  public TrainingGraph(String name, MemoryGraph graph, int[] classOfNode) {
    this(name, graph, classOfNode, new boolean[classOfNode.length]);
  }

  /// A graph with its labels.
  ///
  /// @param states whether freed objects are learnt too; else they are nothing
  public static TrainingGraph of(
      String name, MemoryGraph graph, NodeLabels labels, boolean states) {
    NodeLabels learnt = states ? labels : labels.liveOnly();
    return new TrainingGraph(name, graph, learnt.classes(), learnt.freed());
  }

  /// The same, taught without lengths.
  public TrainingGraph withoutLengths() {
    return new TrainingGraph(name, graph, classOfNode, freed, true);
  }
}
