package org.deepmem.label;

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
}
