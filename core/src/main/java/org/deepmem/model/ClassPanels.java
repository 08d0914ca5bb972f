package org.deepmem.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.deepmem.nn.ColumnMasks;
import org.deepmem.nn.Kernels;
import org.deepmem.nn.Matrix;

/// The class weights in an order of columns in which each node multiplies few of them. Columns of
/// heads lie apart from those of tails, and in each part the ones that all its nodes may vote for
/// before those of single lengths; what no node of a block may vote for is passed over, a panel of
/// [Kernels#PANEL] columns at a time.
final class ClassPanels {
  private static final int PANEL = Kernels.PANEL;

  private final int width;

  /// The class of each column; -1 where there is none.
  private final int[] classOf;

  private final Matrix weights;
  private final float[] biases;

  /// `[groups]`: of a [VoteMask]'s groups, here by their columns.
  private final ColumnMasks masks;

  /// `[groups]`: where the state stands.
  private final int[] stateAt;

  /// `[groups × panels]`: whether nodes of the group have a column there.
  private final boolean[][] has;

  /// `[groups]`: their order in a block, in which those that share panels are neighbours.
  private final int[] rank;

  private final int[] ranked;

  private ClassPanels(Parameters parameters, VoteMask mask, List<Part> parts) {
    int[] columns = parts.stream().flatMapToInt(part -> Arrays.stream(part.columns)).toArray();
    width = parameters.config().width();
    classOf = columns;
    float[] values = new float[width * columns.length];
    biases = new float[columns.length];
    for (int j = 0; j < columns.length; j++) {
      if (columns[j] >= 0) {
        biases[j] = parameters.values()[parameters.classBiasesAt() + columns[j]];
        for (int k = 0; k < width; k++) {
          values[k * columns.length + j] = parameters.classWeights().get(k, columns[j]);
        }
      }
    }
    weights = Matrix.of(values, 0, columns.length);
    int groups = mask.groups();
    float[] allowed = new float[groups * columns.length];
    Arrays.fill(allowed, Kernels.FORBIDDEN);
    stateAt = new int[groups];
    has = new boolean[groups][columns.length / PANEL];
    rank = new int[groups];
    ranked = parts.stream().flatMapToInt(part -> Arrays.stream(part.groups)).toArray();
    for (int i = 0; i < ranked.length; i++) {
      rank[ranked[i]] = i;
    }
    int from = 0;
    for (Part part : parts) {
      int to = from + part.columns.length;
      for (int group : part.groups) {
        stateAt[group] = from + 1;
        has[group][from / PANEL] = true;
        for (int j = from; j < to; j++) {
          if (columns[j] >= 0 && mask.allows(group, columns[j])) {
            allowed[group * columns.length + j] = 0;
            has[group][j / PANEL] = true;
          }
        }
      }
      from = to;
    }
    masks = ColumnMasks.of(allowed, columns.length);
  }

  static ClassPanels of(Parameters parameters, VoteMask mask) {
    List<Part> parts = new ArrayList<>();
    for (IntPredicate kind : List.<IntPredicate>of(g -> !mask.isTail(g), mask::isTail)) {
      int[] groups = IntStream.range(0, mask.groups()).filter(kind).toArray();
      if (groups.length > 0) {
        parts.add(Part.of(parameters, mask, groups));
      }
    }
    return new ClassPanels(parameters, mask, parts);
  }

  /// Groups of nodes that share columns.
  ///
  /// @param columns the class or state of each column, no class first, then the state where there
  ///   is one; filled up with -1 to whole panels
  private record Part(int[] groups, int[] columns) {
    static Part of(Parameters parameters, VoteMask mask, int[] groups) {
      int state = parameters.config().states() ? parameters.stateColumn() : -1;
      IntStream first = IntStream.of(0, state);
      IntStream classes =
          IntStream.range(1, parameters.classes())
              .filter(c -> Arrays.stream(groups).anyMatch(group -> mask.allows(group, c)))
              .boxed()
              .sorted(Comparator.comparingInt(c -> place(mask, groups, c)))
              .mapToInt(Integer::intValue);
      int[] used = IntStream.concat(first, classes).toArray();
      int[] columns = Arrays.copyOf(used, (used.length + PANEL - 1) / PANEL * PANEL);
      Arrays.fill(columns, used.length, columns.length, -1);
      return new Part(groups, columns);
    }

    /// What all groups may vote for comes first, then what the first group may, and so on.
    private static int place(VoteMask mask, int[] groups, int keyClass) {
      int[] allowing =
          IntStream.range(0, groups.length).filter(i -> mask.allows(groups[i], keyClass)).toArray();
      return allowing.length == groups.length ? -1 : allowing[0];
    }
  }

  /// A thread's arrays for a block of nodes.
  ///
  /// @param rows most nodes of a block
  Scratch scratch(int rows) {
    return new Scratch(rows);
  }

  final class Scratch {
    private final int[] nodes;
    private final int[] firstOfRank = new int[ranked.length + 1];
    private final int[] groups;
    private final float[] hidden;
    private final float[] scores;
    private final int[] best;
    private final float[] probability;

    private Scratch(int rows) {
      nodes = new int[rows];
      groups = new int[rows];
      hidden = new float[rows * width];
      scores = new float[rows * biases.length];
      best = new int[rows];
      probability = new float[rows];
    }

    /// Scores a block of nodes.
    ///
    /// @param last hidden layer, `[rows × width]`
    /// @param groupOf the group of each node
    /// @param out receives each node's best class, its probability and its state, from `at` on
    void score(Kernels kernels, float[] last, int[] groupOf, int rows, NodeScores out, int at) {
      sort(last, groupOf, rows);
      for (int panel = 0; panel < biases.length / PANEL; panel++) {
        multiply(kernels, panel, rows);
      }
      boolean states = classOf[1] >= 0;
      for (int i = 0; i < rows; i++) {
        int state = i * biases.length + stateAt[groups[i]];
        out.states()[at + nodes[i]] = states ? scores[state] : Float.POSITIVE_INFINITY;
      }
      Matrix all = Matrix.of(scores, 0, biases.length);
      kernels.bestColumn(all, masks, groups, rows, best, probability);
      for (int i = 0; i < rows; i++) {
        out.classes()[at + nodes[i]] = classOf[best[i]];
        out.probabilities()[at + nodes[i]] = probability[i];
      }
    }

    /// Brings nodes that share panels together.
    private void sort(float[] last, int[] groupOf, int rows) {
      Arrays.fill(firstOfRank, 0);
      for (int r = 0; r < rows; r++) {
        firstOfRank[rank[groupOf[r]] + 1]++;
      }
      for (int i = 0; i < ranked.length; i++) {
        firstOfRank[i + 1] += firstOfRank[i];
      }
      for (int r = 0; r < rows; r++) {
        int at = firstOfRank[rank[groupOf[r]]]++;
        nodes[at] = r;
        groups[at] = groupOf[r];
        System.arraycopy(last, r * width, hidden, at * width, width);
      }
    }

    /// The scores in one panel of those nodes that have any there.
    private void multiply(Kernels kernels, int panel, int rows) {
      int column = panel * PANEL;
      for (int from = 0; from < rows; ) {
        int to = from;
        while (to < rows && has[groups[to]][panel]) {
          System.arraycopy(biases, column, scores, to * biases.length + column, PANEL);
          to++;
        }
        if (to > from) {
          kernels.multiplyAdd(
              Matrix.of(hidden, from * width, width),
              weights.from(column),
              Matrix.of(scores, from * biases.length + column, biases.length),
              to - from,
              width,
              PANEL);
        }
        from = to + 1;
      }
    }
  }
}
