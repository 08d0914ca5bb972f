package org.deepmem.label;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.deepmem.graph.Window;

/// What the nodes of a graph are, by its truth.
///
/// @param classes `[nodes]`: the key node that each is, 0, or [#UNKNOWN]
/// @param freed `[nodes]`: whether it is one of a freed object
public record NodeLabels(int[] classes, boolean[] freed) {
  /// Class of a node of which it isn't known what it is.
  public static final int UNKNOWN = -1;

  /// The class of a node at a place in an object, or what stands for none.
  @FunctionalInterface
  private interface Place {
    int classOf(String type, int offset, int length, Window window);
  }

  /// The labels of a dump's nodes.
  public static NodeLabels of(GraphTruth truth, KeyNodes keyNodes) {
    return of(truth, keyNodes::classOf);
  }

  /// The labels of a dump's nodes where members lie elsewhere than in the kernels that the key
  /// nodes were mined from: a node is the key node that hangs on the same member. Nodes of objects
  /// that hang on no member, or on one without a key node, are unknown.
  public static NodeLabels byMember(GraphTruth truth, KeyNodes keyNodes) {
    return of(
        truth,
        (type, offset, length, window) -> {
          int found = classByMember(truth, keyNodes, type, offset, window);
          return found == 0 ? UNKNOWN : found;
        });
  }

  private static NodeLabels of(GraphTruth truth, Place place) {
    int[] classes = new int[truth.graph().nodes()];
    boolean[] freed = new boolean[classes.length];
    new ObjectNodes(truth)
        .forEach(
            (object, node, offset, length, window) -> {
              classes[node] = place.classOf(object.type(), offset, length, window);
              freed[node] = classes[node] > 0 && object.state() == ObjectState.RESIDUAL;
            });
    return new NodeLabels(classes, freed);
  }

  private static int classByMember(
      GraphTruth truth, KeyNodes keyNodes, String type, int offset, Window window) {
    ObjectLayout layout = truth.layouts().get(type);
    if (layout == null) {
      return 0;
    }
    return layout
        .nameAt(KeyNode.memberOffset(offset, window, truth.graph().wordSize()))
        .map(member -> keyNodes.classOf(type, member, window))
        .orElse(0);
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
