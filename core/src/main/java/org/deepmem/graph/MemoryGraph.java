package org.deepmem.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A dump as a graph. Nodes are in the order of their canonical virtual addresses (as unsigned); of
/// a segment's two windows the head comes first. Immutable by convention: the arrays are shared,
/// not copied.
///
/// @param addresses `[nodes]`: canonical virtual address of the window's first byte
/// @param lengths `[nodes]`: bytes of the whole segment, 1 to 4095
/// @param windows `[nodes]`: ordinal of [Window]
/// @param memory under the windows
/// @param pointerTraits `[nodes × 4]`: run length of the pointers on the left (capped at 255), on
///   the right, traits of the nearest pointer on the left, on the right ([PointerTraits])
/// @param edges an adjacency for each type of edges that pointers make, and others that are known;
///   [#edges(EdgeType)] has all
/// @param wordSize bytes in a pointer, 4 or 8
/// @param cut bytes of a window: a segment that is longer has two; one of [#CUTS]
/// @param provenance where the graph came from: names and values, such as the dump's name
public record MemoryGraph(
    long[] addresses,
    short[] lengths,
    byte[] windows,
    NodeMemory memory,
    byte[] pointerTraits,
    Map<EdgeType, Adjacency> edges,
    int wordSize,
    int cut,
    Map<String, String> provenance) {
  /// Where segments are cut unless it is said otherwise (*ref*).
  public static final int STANDARD_CUT = 64;

  /// Where they may be cut.
  public static final List<Integer> CUTS = List.of(16, 32, 64, 128);

  /// Values a node has in [#pointerTraits].
  public static final int TRAITS = 4;

  private static final Window[] KINDS = Window.values();

  public MemoryGraph {
    if (!CUTS.contains(cut)) {
      throw new IllegalArgumentException(
          "segments are cut at one of %s, not %d".formatted(CUTS, cut));
    }
    edges = new ConcurrentHashMap<>(edges);
  }

  /// A graph whose memory was read before.
  ///
  /// @param physical `[nodes]`: physical address of a window's first byte
  /// @param content `[nodes × contentWidth]`: the window's bytes, zero-padded
  public MemoryGraph(
      long[] addresses,
      long[] physical,
      short[] lengths,
      byte[] windows,
      byte[] content,
      byte[] pointerTraits,
      Map<EdgeType, Adjacency> edges,
      int wordSize,
      int cut,
      Map<String, String> provenance) {
    this(
        addresses,
        lengths,
        windows,
        new StoredMemory(physical, content, contentWidth(cut)),
        pointerTraits,
        edges,
        wordSize,
        cut,
        provenance);
  }

  /// The same of segments cut at [#STANDARD_CUT].
  public MemoryGraph(
      long[] addresses,
      long[] physical,
      short[] lengths,
      byte[] windows,
      byte[] content,
      byte[] pointerTraits,
      Map<EdgeType, Adjacency> edges,
      int wordSize,
      Map<String, String> provenance) {
    this(
        addresses,
        physical,
        lengths,
        windows,
        content,
        pointerTraits,
        edges,
        wordSize,
        STANDARD_CUT,
        provenance);
  }

  /// `[nodes]`: physical address of each window's first byte.
  public long[] physical() {
    return memory.physical();
  }

  /// `[nodes × contentWidth]`: each window's bytes, zero-padded.
  public byte[] content() {
    return memory.content();
  }

  /// Bytes of content that a node has room for: the cut, but 64 at least.
  public int contentWidth() {
    return contentWidth(cut);
  }

  /// The same for any cut.
  public static int contentWidth(int cut) {
    return Math.max(cut, 64);
  }

  /// Number of nodes.
  public int nodes() {
    return addresses.length;
  }

  /// Bytes that it takes in memory.
  public long bytes() {
    long bytes = 0;
    for (Adjacency adjacency : edges.values()) {
      bytes += (long) Integer.BYTES * (adjacency.offsets().length + adjacency.targets().length);
    }
    return bytes
        + (long) Long.BYTES * addresses.length
        + (long) Short.BYTES * lengths.length
        + windows.length
        + pointerTraits.length
        + memory.bytes();
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
    return addresses[node] + (window(node) == Window.HEAD ? 0 : cut);
  }

  /// The same graph with another provenance.
  public MemoryGraph withProvenance(Map<String, String> changed) {
    return new MemoryGraph(
        addresses, lengths, windows, memory, pointerTraits, edges, wordSize, cut, changed);
  }

  /// The edges of one type.
  public Adjacency edges(EdgeType type) {
    Adjacency known = edges.get(type);
    return known != null ? known : edges.computeIfAbsent(type, this::derived);
  }

  private Adjacency derived(EdgeType type) {
    return switch (type) {
      case LEFT_NEIGHBOUR, RIGHT_NEIGHBOUR -> NearNodes.all(addresses, step(type));
      case POINTED_BY -> PointedBy.of(edges(EdgeType.RIGHT_POINTER));
      default -> throw new IllegalStateException("the graph has no edges of type " + type);
    };
  }

  /// The edges of one type that leave some nodes: row `i` of the result is that of `nodes[i]`.
  public Adjacency edges(EdgeType type, int[] some) {
    if (!edges.containsKey(type) && type != EdgeType.POINTED_BY) {
      return NearNodes.of(addresses, some, step(type));
    }
    Adjacency all = edges(type);
    int[] offsets = new int[some.length + 1];
    for (int i = 0; i < some.length; i++) {
      offsets[i + 1] = Math.addExact(offsets[i], all.degree(some[i]));
    }
    int[] targets = new int[offsets[some.length]];
    for (int i = 0; i < some.length; i++) {
      System.arraycopy(
          all.targets(), all.offsets()[some[i]], targets, offsets[i], all.degree(some[i]));
    }
    return new Adjacency(offsets, targets);
  }

  private static int step(EdgeType type) {
    return type == EdgeType.LEFT_NEIGHBOUR ? -1 : 1;
  }
}
