package org.deepmem.finding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.deepmem.detection.Candidate;
import org.deepmem.graph.Adjacency;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;

/// The nodes of an object and those that one edge ties to them, with the edges between: a graph
/// small enough to be looked at. The same object gives the same one each time.
///
/// @param nodes the object's own first, by address, then the others in the order in which they were
///   reached
/// @param edges by the nodes that they leave, then type
public record Neighbourhood(List<Explanation.Node> nodes, List<Explanation.Edge> edges) {
  /// At most so many nodes, so many of them the object's own, and edges.
  static final int NODES = 60;

  static final int OWN = 32;
  static final int EDGES = 200;

  /// In the order in which nodes are reached: pointers tell more than neighbours do.
  private static final List<EdgeType> REACHING =
      List.of(
          EdgeType.RIGHT_POINTER,
          EdgeType.LEFT_POINTER,
          EdgeType.POINTED_BY,
          EdgeType.LEFT_NEIGHBOUR,
          EdgeType.RIGHT_NEIGHBOUR);

  private static final List<EdgeType> SHOWN =
      List.of(EdgeType.LEFT_POINTER, EdgeType.RIGHT_POINTER, EdgeType.RIGHT_NEIGHBOUR);

  private static final Adjacency NONE = new Adjacency(new int[1], new int[0]);

  public Neighbourhood {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /// The neighbourhood of an object.
  ///
  /// @param voters nodes that vote for it; they come before its other nodes, where there are many
  public static Neighbourhood of(
      MemoryGraph graph, FoundIndex found, long address, int size, Collection<Integer> voters) {
    Set<Integer> own = own(graph, address, size, voters);
    Set<Integer> chosen = new LinkedHashSet<>(own);
    Map<EdgeType, Adjacency> rows = rows(graph, own);
    for (int inObjects = 1; inObjects >= 0; inObjects--) {
      for (EdgeType type : REACHING) {
        for (int target : rows.getOrDefault(type, NONE).targets()) {
          boolean inAnother = found.of(target).filter(c -> c.address() != address).isPresent();
          if (chosen.size() < NODES && (inObjects == 0 || inAnother)) {
            chosen.add(target);
          }
        }
      }
    }
    List<Explanation.Node> nodes = new ArrayList<>();
    for (int node : chosen) {
      Optional<Candidate> object = found.of(node);
      nodes.add(
          new Explanation.Node(
              graph.addresses()[node],
              graph.lengths()[node],
              object.map(Candidate::type).orElse(null),
              object.map(Candidate::address).orElse(0L)));
    }
    return new Neighbourhood(nodes, edges(graph, chosen));
  }

  /// The nodes that start in the object, and those that vote for it, ascending.
  private static Set<Integer> own(
      MemoryGraph graph, long address, int size, Collection<Integer> voters) {
    Set<Integer> own = new TreeSet<>();
    voters.stream().limit(OWN).forEach(own::add);
    for (int node = graph.firstFrom(address);
        node < graph.nodes() && graph.addresses()[node] < address + size && own.size() < OWN;
        node++) {
      own.add(node);
    }
    return own;
  }

  private static Map<EdgeType, Adjacency> rows(MemoryGraph graph, Collection<Integer> nodes) {
    int[] some = nodes.stream().mapToInt(Integer::intValue).toArray();
    Map<EdgeType, Adjacency> rows = new HashMap<>();
    REACHING.forEach(type -> rows.put(type, graph.edges(type, some)));
    return rows;
  }

  /// The edges between some nodes, the first where there are too many. Left out is what others tell
  /// the other way round: left neighbours, and pointers from the side of what they lead to.
  private static List<Explanation.Edge> edges(MemoryGraph graph, Set<Integer> nodes) {
    Map<Integer, Integer> numbers = new HashMap<>();
    nodes.forEach(node -> numbers.put(node, numbers.size()));
    Set<Explanation.Edge> edges = new LinkedHashSet<>();
    Map<EdgeType, Adjacency> rows = rows(graph, nodes);
    for (int from = 0; from < nodes.size(); from++) {
      for (EdgeType type : SHOWN) {
        Adjacency row = rows.getOrDefault(type, NONE);
        int[] targets =
            Arrays.copyOfRange(row.targets(), row.offsets()[from], row.offsets()[from + 1]);
        for (int target : targets) {
          Integer to = numbers.get(target);
          if (to != null && edges.size() < EDGES) {
            edges.add(new Explanation.Edge(from, to, type));
          }
        }
      }
    }
    return List.copyOf(edges);
  }
}
