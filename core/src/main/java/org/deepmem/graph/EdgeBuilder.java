package org.deepmem.graph;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/// Ties the nodes together along pointers. Each node's targets are found on their own, so the work
/// is spread over all processors and the result is the same with any number of them.
final class EdgeBuilder {
  private static final int NODES_A_BLOCK = 1 << 14;

  private final Segments nodes;
  private final Pointers pointers;
  private final int[] pointerTargets;

  /// `[pointers]`, a bit each: whether the next one directly follows.
  private final long[] runsOn;

  /// @param pointerTargets `[pointers]`: the node that each leads to, or -1
  /// @param runsOn as in [Pointers#runsOn]
  EdgeBuilder(Segments nodes, Pointers pointers, int[] pointerTargets, long[] runsOn) {
    this.nodes = nodes;
    this.pointers = pointers;
    this.pointerTargets = pointerTargets;
    this.runsOn = runsOn;
  }

  Map<EdgeType, Adjacency> build() {
    Map<EdgeType, Adjacency> edges = new EnumMap<>(EdgeType.class);
    edges.put(EdgeType.LEFT_POINTER, rows((node, row) -> row.addRun(leftmost(node), left(node))));
    edges.put(
        EdgeType.RIGHT_POINTER, rows((node, row) -> row.addRun(left(node) + 1, rightmost(node))));
    return edges;
  }

  /// Number of pointers in the run that directly precedes a node's segment.
  int leftRun(int node) {
    return left(node) - leftmost(node) + 1;
  }

  /// Number of pointers in the run that directly follows a node's segment.
  int rightRun(int node) {
    return rightmost(node) - left(node);
  }

  private int left(int node) {
    return nodes.leftPointers()[node];
  }

  private int leftmost(int node) {
    int pointer = left(node);
    while (pointer > 0 && adjacent(pointer - 1)) {
      pointer--;
    }
    return pointer;
  }

  private int rightmost(int node) {
    int pointer = left(node) + 1;
    while (pointer + 1 < pointers.size() && adjacent(pointer)) {
      pointer++;
    }
    return pointer;
  }

  /// Whether the next pointer directly follows.
  private boolean adjacent(int pointer) {
    return (runsOn[pointer >>> 6] >>> pointer & 1) != 0;
  }

  private Adjacency rows(RowSource source) {
    int blocks = (nodes.size() + NODES_A_BLOCK - 1) / NODES_A_BLOCK;
    Row[] rows = new Row[blocks];
    int[] offsets = new int[nodes.size() + 1];
    IntStream.range(0, blocks)
        .parallel()
        .forEach(
            block -> {
              Row row = new Row();
              int to = Math.min(nodes.size(), (block + 1) * NODES_A_BLOCK);
              for (int node = block * NODES_A_BLOCK; node < to; node++) {
                int before = row.size;
                source.fill(node, row);
                row.keepEachOnce(before);
                offsets[node + 1] = row.size - before;
              }
              rows[block] = row;
            });
    for (int node = 0; node < nodes.size(); node++) {
      offsets[node + 1] = Math.addExact(offsets[node], offsets[node + 1]);
    }
    int[] targets = new int[offsets[nodes.size()]];
    for (int block = 0; block < blocks; block++) {
      System.arraycopy(
          rows[block].targets, 0, targets, offsets[block * NODES_A_BLOCK], rows[block].size);
    }
    return new Adjacency(offsets, targets);
  }

  @FunctionalInterface
  private interface RowSource {
    void fill(int node, Row row);
  }

  /// The targets of a block's nodes, one after the other.
  private final class Row {
    /// So many are sorted by insertion, nearly all rows: no call is worth it.
    private static final int FEW = 32;

    private int[] targets = new int[NODES_A_BLOCK];
    private int size;

    void addRun(int firstPointer, int lastPointer) {
      for (int pointer = firstPointer; pointer <= lastPointer; pointer++) {
        if (pointerTargets[pointer] >= 0) {
          add(pointerTargets[pointer]);
        }
      }
    }

    private void add(int target) {
      if (size == targets.length) {
        targets = Arrays.copyOf(targets, Math.multiplyExact(size, 2));
      }
      targets[size++] = target;
    }

    private void sortFew(int from) {
      for (int i = from + 1; i < size; i++) {
        int target = targets[i];
        int at = i;
        while (at > from && targets[at - 1] > target) {
          targets[at] = targets[at - 1];
          at--;
        }
        targets[at] = target;
      }
    }

    /// Sorts what was added from index `from` on and drops repetitions.
    void keepEachOnce(int from) {
      if (size - from < 2) {
        return;
      }
      if (size - from > FEW) {
        Arrays.sort(targets, from, size);
      } else {
        sortFew(from);
      }
      int kept = from + 1;
      for (int i = from + 1; i < size; i++) {
        if (targets[i] != targets[i - 1]) {
          targets[kept++] = targets[i];
        }
      }
      size = kept;
    }
  }
}
