package org.deepmem.graph;

import java.util.Map;
import java.util.stream.IntStream;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.CanonicalPages;

/// Turns an address space into a memory graph (section 3 of the paper): pointers, the segments
/// between them, the edges, the bytes. Needs the page tables and nothing else of the kernel.
///
/// All bounds are in bytes and the reference's, whatever the word size: a segment is cut to 64
/// bytes, unless it is said otherwise, and dropped from 4096 on; neighbours start less than 512
/// apart; a pointer leads at most 128 down to its node.
public final class GraphBuilder {
  /// Nodes' bytes are kept where they take this part of the heap or less.
  private static final int KEPT = 8;

  private GraphBuilder() {}

  /// Builds the graph of all canonical pages of an address space.
  ///
  /// @param provenance names and values to keep with the graph, such as the dump's name
  /// @throws ArithmeticException when the dump has more pointers than an array can hold (2 billion)
  public static MemoryGraph build(
      AddressSpace space, CanonicalPages pages, Map<String, String> provenance) {
    return build(space, pages, MemoryGraph.STANDARD_CUT, provenance);
  }

  /// The same with segments cut elsewhere.
  ///
  /// @param cut bytes of a window, one of [MemoryGraph#CUTS]
  public static MemoryGraph build(
      AddressSpace space, CanonicalPages pages, int cut, Map<String, String> provenance) {
    return build(space, pages, cut, HeapShare.bytes() / KEPT, provenance);
  }

  /// The same with a bound on what is kept of the dump.
  ///
  /// @param mostKept bytes of all nodes' windows that are kept; else they are read when they are
  ///   asked for
  static MemoryGraph build(
      AddressSpace space,
      CanonicalPages pages,
      int cut,
      long mostKept,
      Map<String, String> provenance) {
    int wordSize = space.wordSize();
    Pointers pointers = new PointerScanner(space, pages).scan();
    Segments nodes = Segments.between(pointers, pages, wordSize, cut);
    int[] pointerTargets = new NodeIndex(nodes, pages).targets(pointers);
    long[] runsOn = pointers.runsOn(pages, wordSize);
    EdgeBuilder edges = new EdgeBuilder(nodes, pointers, pointerTargets, runsOn);
    return new MemoryGraph(
        nodes.addresses(),
        nodes.lengths(),
        nodes.windows(),
        new DumpedMemory(space.image(), pages, nodes, cut, mostKept),
        traits(nodes, pointers, edges),
        edges.build(),
        wordSize,
        cut,
        provenance);
  }

  private static byte[] traits(Segments nodes, Pointers pointers, EdgeBuilder edges) {
    byte[] traits = new byte[Math.multiplyExact(nodes.size(), MemoryGraph.TRAITS)];
    IntStream.range(0, nodes.size())
        .parallel()
        .forEach(
            node -> {
              int at = node * MemoryGraph.TRAITS;
              int left = nodes.leftPointers()[node];
              traits[at] = (byte) Math.min(edges.leftRun(node), 255);
              traits[at + 1] = (byte) Math.min(edges.rightRun(node), 255);
              traits[at + 2] = pointers.traits()[left];
              traits[at + 3] = pointers.traits()[left + 1];
            });
    return traits;
  }
}
