package org.deepmem.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.KeyNode;
import org.deepmem.nn.Kernels;

/// Which key nodes a node may vote for: those of its own window and, for a head, of its own segment
/// length. Class 0, no key node, is always allowed.
public final class VoteMask {
  private static final int LENGTHS = 4096;

  private static final int TAILS = 1;

  private final float[] rows;
  private final int[] groupOf = new int[LENGTHS];
  private int tailGroup;

  private VoteMask(int groups, int columns) {
    rows = new float[groups * columns];
  }

  /// The mask that the key nodes imply; class `k + 1` is key node `k`.
  ///
  /// @param columns of the scores, at least 1 + number of key nodes
  public static VoteMask of(List<KeyNode> keyNodes, int columns) {
    Map<Integer, Integer> groups = new HashMap<>();
    for (KeyNode key : keyNodes) {
      if (key.window() == Window.HEAD && key.length() != KeyNode.ANY_LENGTH) {
        groups.computeIfAbsent(checkedLength(key), _ -> groups.size() + TAILS + 1);
      }
    }
    VoteMask mask = new VoteMask(groups.size() + TAILS + 1, columns);
    mask.tailGroup = TAILS;
    groups.forEach((length, group) -> mask.groupOf[length] = group);
    for (int group = 0; group <= groups.size() + TAILS; group++) {
      java.util.Arrays.fill(
          mask.rows, group * columns + 1, (group + 1) * columns, Kernels.FORBIDDEN);
      for (int k = 0; k < keyNodes.size(); k++) {
        if (mask.mayBe(keyNodes.get(k), group)) {
          mask.rows[group * columns + 1 + k] = 0;
        }
      }
    }
    return mask;
  }

  private boolean mayBe(KeyNode key, int group) {
    if (key.window() == Window.TAIL || group == TAILS) {
      return key.window() == Window.TAIL && group == TAILS;
    }
    return key.length() == KeyNode.ANY_LENGTH || groupOf[key.length()] == group;
  }

  /// The mask that allows every class.
  ///
  /// @param classes allowed ones: the first columns
  public static VoteMask none(int classes, int columns) {
    VoteMask mask = new VoteMask(1, columns);
    java.util.Arrays.fill(mask.rows, classes, columns, Kernels.FORBIDDEN);
    return mask;
  }

  /// `[groups × columns]`: 0 where allowed, else [Kernels#FORBIDDEN].
  public float[] rows() {
    return rows;
  }

  /// The row of the mask that a node has.
  public int group(MemoryGraph graph, int node) {
    return graph.windows()[node] == Window.TAIL.ordinal()
        ? tailGroup
        : groupOf[graph.lengths()[node] & (LENGTHS - 1)];
  }

  private static int checkedLength(KeyNode key) {
    if (key.length() < 0 || key.length() >= LENGTHS) {
      throw new IllegalArgumentException(
          "key node %s: a segment has 1 to 4095 bytes".formatted(key));
    }
    return key.length();
  }
}
