package org.deepmem.label;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;

/// Which object each node of a graph is a part of, and where in it.
///
/// A head belongs to the object in which it starts, a tail to the object in which (or at whose end)
/// it ends. A head that starts in no object but runs into one belongs to that one: its offset is
/// negative. Where objects overlap, a node belongs to the smaller one.
final class ObjectNodes {
  private final MemoryGraph graph;
  private final List<LabelledObject> objects;
  private final int[] owners;

  ObjectNodes(GraphTruth truth) {
    graph = truth.graph();
    objects = truth.objects();
    owners = new int[graph.nodes()];
    Arrays.fill(owners, -1);
    List<Integer> smallerLast =
        IntStream.range(0, objects.size())
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> objects.get(i).size()).reversed())
            .toList();
    smallerLast.forEach(object -> claim(object, this::runsInto));
    smallerLast.forEach(object -> claim(object, this::isIn));
  }

  /// A node and where in its object it is.
  @FunctionalInterface
  interface Visitor {
    /// @param offset and length as in [KeyNode]
    void visit(LabelledObject object, int node, int offset, int length, Window window);
  }

  /// Visits every node that belongs to an object, in ascending order.
  void forEach(Visitor visitor) {
    for (int node = 0; node < owners.length; node++) {
      if (owners[node] >= 0) {
        LabelledObject object = objects.get(owners[node]);
        int offset = (int) (graph.place(node) - object.virtualAddress());
        int length = KeyNodes.comparedLength(graph, node);
        visitor.visit(object, node, offset, length, graph.window(node));
      }
    }
  }

  @FunctionalInterface
  private interface Claim {
    boolean holds(int node, long start, long end);
  }

  private void claim(int object, Claim claim) {
    long start = objects.get(object).virtualAddress();
    long end = start + objects.get(object).size();
    long[] addresses = graph.addresses();
    for (int node = graph.firstFrom(start - graph.cut() + 1);
        node < addresses.length && addresses[node] < end;
        node++) {
      if (claim.holds(node, start, end)) {
        owners[node] = object;
      }
    }
  }

  private boolean isIn(int node, long start, long end) {
    long place = graph.place(node);
    return graph.window(node) == Window.HEAD
        ? place >= start && place < end
        : place > start && place <= end;
  }

  private boolean runsInto(int node, long start, long end) {
    long first = graph.addresses()[node];
    int shown = Math.min(graph.lengths()[node] & 0xffff, graph.cut());
    return graph.window(node) == Window.HEAD && first < start && first + shown > start;
  }
}
