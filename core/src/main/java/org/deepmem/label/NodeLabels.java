package org.deepmem.label;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Joins truth to the nodes of its graph.
public final class NodeLabels {
  private NodeLabels() {}

  /// The class of each node: the key node that it is, or 0. Nodes of residual objects are 0, so
  /// that a freed object is told from a living one.
  ///
  /// @return `[nodes]`
  public static int[] classes(GraphTruth truth, KeyNodes keyNodes) {
    int[] classes = new int[truth.graph().nodes()];
    new ObjectNodes(truth)
        .forEach(
            (object, node, offset, length, window) -> {
              if (object.state() == ObjectState.LIVE) {
                classes[node] = keyNodes.classOf(object.type(), offset, length, window);
              }
            });
    return classes;
  }

  /// Addresses of the live objects that have at least one key node in the graph, by type.
  public static Map<String, Set<Long>> reachable(GraphTruth truth, KeyNodes keyNodes) {
    Map<String, Set<Long>> reachable = new HashMap<>();
    new ObjectNodes(truth)
        .forEach(
            (object, node, offset, length, window) -> {
              if (object.state() == ObjectState.LIVE
                  && keyNodes.classOf(object.type(), offset, length, window) != 0) {
                reachable
                    .computeIfAbsent(object.type(), type -> new HashSet<>())
                    .add(object.virtualAddress());
              }
            });
    return reachable;
  }
}
