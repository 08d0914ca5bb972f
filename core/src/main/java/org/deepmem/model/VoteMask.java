package org.deepmem.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;
import org.deepmem.nn.Kernels;

/// Which key nodes a node may vote for: those of its own window and, for a head, of its own segment
/// length. Class 0, no key node, is always allowed.
public final class VoteMask {
  private static final int LENGTHS = 4096;

  private static final int TAILS = 1;

  /// The group of heads of which only key nodes of any length may be voted for.
  public static final int ANY_LENGTH = 0;

  private final int columns;
  private final float[] rows;
  private final int[] groupOf = new int[LENGTHS];
  private final int[] lengthless;
  private int tailGroup;

  private VoteMask(int groups, int columns) {
    this.columns = columns;
    rows = new float[groups * columns];
    lengthless = new int[columns];
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
    mask.noteLengthless(keyNodes);
    groups.forEach((length, group) -> mask.groupOf[length] = group);
    for (int group = 0; group <= groups.size() + TAILS; group++) {
      Arrays.fill(mask.rows, group * columns + 1, (group + 1) * columns, Kernels.FORBIDDEN);
      for (int k = 0; k < keyNodes.size(); k++) {
        if (mask.mayBe(keyNodes.get(k), group)) {
          mask.rows[group * columns + 1 + k] = 0;
        }
      }
    }
    return mask;
  }

  /// The mask that leaves heads the key nodes of any length only: in a kernel that was never seen,
  /// segments have other lengths.
  public static VoteMask lengthless(List<KeyNode> keyNodes, int columns) {
    VoteMask mask = of(keyNodes, columns);
    Arrays.fill(mask.groupOf, ANY_LENGTH);
    return mask;
  }

  private void noteLengthless(List<KeyNode> keyNodes) {
    KeyNodes all = new KeyNodes(keyNodes);
    lengthless[0] = all.stream().anyMatch(key -> key.length() == KeyNode.ANY_LENGTH) ? 0 : -1;
    for (int k = 0; k < keyNodes.size(); k++) {
      KeyNode key = keyNodes.get(k);
      int any = all.classOf(key.type(), key.offset(), KeyNode.ANY_LENGTH, key.window());
      lengthless[k + 1] = any == 0 ? -1 : any;
    }
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
    Arrays.fill(mask.lengthless, -1);
    Arrays.fill(mask.rows, classes, columns, Kernels.FORBIDDEN);
    return mask;
  }

  /// `[groups × columns]`: 0 where allowed, else [Kernels#FORBIDDEN].
  public float[] rows() {
    return rows;
  }

  /// Number of rows.
  public int groups() {
    return rows.length / columns;
  }

  /// Whether nodes of a row may vote for a class.
  public boolean allows(int group, int keyClass) {
    return rows[group * columns + keyClass] == 0;
  }

  /// The row of the mask that a node has.
  public int group(MemoryGraph graph, int node) {
    return graph.windows()[node] == Window.TAIL.ordinal()
        ? tailGroup
        : groupOf[graph.lengths()[node] & (LENGTHS - 1)];
  }

  /// Whether a row is that of tails.
  public boolean isTail(int group) {
    return group == tailGroup && tailGroup != ANY_LENGTH;
  }

  /// The class of a head at the same place, but of any length; -1 where there is none. Class 0 is
  /// its own where there are such classes at all.
  public int lengthless(int keyClass) {
    return keyClass < 0 ? -1 : lengthless[keyClass];
  }

  private static int checkedLength(KeyNode key) {
    if (key.length() < 0 || key.length() >= LENGTHS) {
      throw new IllegalArgumentException(
          "key node %s: a segment has 1 to 4095 bytes".formatted(key));
    }
    return key.length();
  }
}
