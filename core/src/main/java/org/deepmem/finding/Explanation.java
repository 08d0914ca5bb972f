package org.deepmem.finding;

import java.util.List;
import org.deepmem.graph.EdgeType;
import org.jspecify.annotations.Nullable;

/// Why a place was taken for an object, or wasn't.
///
/// @param type name of the object type
/// @param address canonical virtual address of the object's first byte
/// @param size bytes of the object
/// @param votes of the nodes for it, by offset
/// @param against nodes that lie where such an object has a key node, but take themselves for
///   something else, by offset
/// @param nodes the neighbourhood: first the object's own nodes, then those that edges lead to
/// @param edges between them
/// @param bytes of the object; those that aren't in the dump are 0 and `present` says so
/// @param present bytes from the object's first that are in the dump
public record Explanation(
    String type,
    long address,
    int size,
    List<Vote> votes,
    List<Vote> against,
    List<Node> nodes,
    List<Edge> edges,
    byte[] bytes,
    int present) {
  /// What one node says.
  ///
  /// @param node address of the node's first byte
  /// @param length bytes of its segment
  /// @param offset in the object of the key node that it takes itself for; of a node against, of
  ///   the one that it would be
  /// @param window `head` or `tail`
  /// @param member under it in the kernels that the model learnt from; null where it isn't named
  /// @param weight share of the type's objects that have this key node, 0 to 1
  /// @param probability that the node gives it, 0 to 1; of a node against, that which it gives to
  ///   what it takes itself for
  /// @param takesItselfFor `type+offset` of the key node that it votes as; `nothing`
  public record Vote(
      long node,
      int length,
      int offset,
      String window,
      @Nullable String member,
      float weight,
      float probability,
      String takesItselfFor) {
    /// Bytes from the object's first to the pointer that the segment hangs on: right before a head,
    /// right after a tail ([org.deepmem.label.KeyNode]).
    ///
    /// @param wordSize bytes of a pointer
    public int memberOffset(int wordSize) {
      return window.equals("head") ? offset - wordSize : offset;
    }
  }

  /// A node of the neighbourhood.
  ///
  /// @param address of its first byte
  /// @param length bytes of its segment
  /// @param objectType type of the found object that it is in; null where it is in none
  /// @param objectAddress that object's address
  public record Node(long address, int length, @Nullable String objectType, long objectAddress) {}

  /// An edge, by numbers of nodes in [#nodes].
  public record Edge(int from, int to, EdgeType type) {}
}
