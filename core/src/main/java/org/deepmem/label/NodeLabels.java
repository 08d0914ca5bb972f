package org.deepmem.label;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What the nodes of a graph are, by its truth.
///
/// @param classes `[nodes]`: the key node that each is, or 0
/// @param freed `[nodes]`: whether it is one of a freed object
public record NodeLabels(int[] classes, boolean[] freed) {
  /// The labels of a dump's nodes.
  public static NodeLabels of(GraphTruth truth, KeyNodes keyNodes) {
    int[] classes = new int[truth.graph().nodes()];
    boolean[] freed = new boolean[classes.length];
    new ObjectNodes(truth)
        .forEach(
            (object, node, offset, length, window) -> {
              classes[node] = keyNodes.classOf(object.type(), offset, length, window);
              freed[node] = classes[node] != 0 && object.state() == ObjectState.RESIDUAL;
            });
    return new NodeLabels(classes, freed);
  }

  /// The same where nodes of freed objects are no key nodes, for networks that don't tell states.
  public NodeLabels liveOnly() {
    int[] live = classes.clone();
    for (int node = 0; node < live.length; node++) {
      live[node] = freed[node] ? 0 : live[node];
    }
    return new NodeLabels(live, new boolean[live.length]);
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
