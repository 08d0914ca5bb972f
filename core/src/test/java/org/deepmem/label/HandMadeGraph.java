package org.deepmem.label;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deepmem.graph.Adjacency;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;

/// A graph without edges or content, whose nodes a test lists in ascending order.
public final class HandMadeGraph {
  private final int cut;
  private final List<Long> addresses = new ArrayList<>();
  private final List<Integer> lengths = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();

  public HandMadeGraph() {
    this(MemoryGraph.STANDARD_CUT);
  }

  public HandMadeGraph(int cut) {
    this.cut = cut;
  }

  /// Adds a node for the first bytes of a segment.
  public HandMadeGraph head(long address, int length) {
    return node(address, length, Window.HEAD);
  }

  /// Adds a node for the last bytes of a segment.
  ///
  /// @param end address after the segment's last byte
  public HandMadeGraph tail(long end, int length) {
    return node(end - cut, length, Window.TAIL);
  }

  private HandMadeGraph node(long address, int length, Window window) {
    addresses.add(address);
    lengths.add(length);
    windows.add(window);
    return this;
  }

  /// The graph.
  public MemoryGraph build() {
    int nodes = addresses.size();
    short[] lengthValues = new short[nodes];
    byte[] windowValues = new byte[nodes];
    long[] addressValues = new long[nodes];
    for (int i = 0; i < nodes; i++) {
      addressValues[i] = addresses.get(i);
      lengthValues[i] = (short) (int) lengths.get(i);
      windowValues[i] = (byte) windows.get(i).ordinal();
    }
    Map<EdgeType, Adjacency> edges = new EnumMap<>(EdgeType.class);
    for (EdgeType type : EdgeType.PAPER) {
      edges.put(type, new Adjacency(new int[nodes + 1], new int[0]));
    }
    return new MemoryGraph(
        addressValues,
        addressValues,
        lengthValues,
        windowValues,
        new byte[nodes * MemoryGraph.contentWidth(cut)],
        new byte[nodes * MemoryGraph.TRAITS],
        edges,
        8,
        cut,
        Map.of());
  }
}
