package org.deepmem.graph;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/// A dump as a graph. Nodes are in the order of their canonical virtual addresses (as unsigned); of
/// a segment's two windows the head comes first. Immutable by convention: the arrays are shared,
/// not copied.
///
/// @param addresses `[nodes]`: canonical virtual address of the window's first byte
/// @param physical `[nodes]`: physical address of that byte
/// @param lengths `[nodes]`: bytes of the whole segment, 1 to 4095
/// @param windows `[nodes]`: ordinal of [Window]
/// @param content `[nodes × 64]`: the window's bytes, zero-padded
/// @param pointerTraits `[nodes × 4]`: run length of the pointers on the left (capped at 255), on
///   the right, traits of the nearest pointer on the left, on the right ([PointerTraits])
/// @param edges one adjacency an edge type
/// @param wordSize bytes in a pointer, 4 or 8
/// @param provenance where the graph came from: names and values, such as the dump's name
public record MemoryGraph(
    long[] addresses,
    long[] physical,
    short[] lengths,
    byte[] windows,
    byte[] content,
    byte[] pointerTraits,
    Map<EdgeType, Adjacency> edges,
    int wordSize,
    Map<String, String> provenance) {
  /// Bytes of content that a node keeps.
  public static final int WINDOW = 64;

  /// Values a node has in [#pointerTraits].
  public static final int TRAITS = 4;

  private static final Window[] KINDS = Window.values();

  /// Number of nodes.
  public int nodes() {
    return addresses.length;
  }

  /// Index of the first node at or above an address of the kernel's half; the number of nodes where
  /// there is none.
  public int firstFrom(long address) {
    int found = Arrays.binarySearch(addresses, address);
    return found >= 0 ? found : -found - 1;
  }

  /// Which part of its segment a node shows.
  public Window window(int node) {
    return KINDS[windows[node]];
  }

  /// The address that ties a node to an object: a head's first byte, the byte after a tail's last.
  public long place(int node) {
    return addresses[node] + (window(node) == Window.HEAD ? 0 : WINDOW);
  }

  /// The same graph with another provenance.
  public MemoryGraph withProvenance(Map<String, String> changed) {
    return new MemoryGraph(
        addresses, physical, lengths, windows, content, pointerTraits, edges, wordSize, changed);
  }

  /// The edges of one type.
  public Adjacency edges(EdgeType type) {
    return Objects.requireNonNull(edges.get(type));
  }
}
