package org.deepmem.label;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;

/// The key nodes that a model tells apart. Class `k` of a node stands for element `k - 1`; class 0
/// for none.
public final class KeyNodes extends AbstractList<KeyNode> {
  private record Member(String type, String path, Window window) {}

  private final List<KeyNode> keyNodes;
  private final Map<String, Places> byType = new HashMap<>();
  private final Map<Member, Integer> byMember = new HashMap<>();

  public KeyNodes(List<KeyNode> keyNodes) {
    this.keyNodes = List.copyOf(keyNodes);
    Map<String, Places.Builder> places = new HashMap<>();
    for (int i = 0; i < keyNodes.size(); i++) {
      KeyNode node = keyNodes.get(i);
      places.computeIfAbsent(node.type(), _ -> new Places.Builder()).add(node, i + 1);
      if (node.member() != null
          && (node.length() == KeyNode.ANY_LENGTH || node.window() == Window.TAIL)) {
        byMember.putIfAbsent(new Member(node.type(), node.member(), node.window()), i + 1);
      }
    }
    places.forEach((type, builder) -> byType.put(type, builder.build()));
  }

  @Override
  public KeyNode get(int index) {
    return keyNodes.get(index);
  }

  @Override
  public int size() {
    return keyNodes.size();
  }

  /// Only the key nodes of these types, in the same order.
  public KeyNodes ofTypes(List<String> types) {
    return new KeyNodes(keyNodes.stream().filter(node -> types.contains(node.type())).toList());
  }

  /// Class of a node at this place in an object, or 0.
  ///
  /// @param length as in [KeyNode#length]
  public int classOf(String type, int offset, int length, Window window) {
    Places places = byType.get(type);
    if (places == null) {
      return 0;
    }
    int exact = places.classOf(offset, length, window);
    return exact != 0 ? exact : places.classOf(offset, KeyNode.ANY_LENGTH, window);
  }

  /// Class of a node of any length that hangs on this member, wherever in the object that lies, or
  /// 0. Where builds that differ were learnt together, the most frequent of its places counts.
  public int classOf(String type, String member, Window window) {
    return byMember.getOrDefault(new Member(type, member, window), 0);
  }

  /// Class that a node has if an object of this type lies at an address; 0 where that has no key
  /// node there.
  public int classIn(MemoryGraph graph, int node, String type, long address) {
    int offset = (int) (graph.place(node) - address);
    return classOf(type, offset, comparedLength(graph, node), graph.window(node));
  }

  /// Length by which a node's window is compared with a key node's: a tail's own segment may start
  /// in another object, so every tail counts as long as the cut.
  public static int comparedLength(MemoryGraph graph, int node) {
    return graph.window(node) == Window.TAIL ? graph.cut() : graph.lengths()[node];
  }
}
