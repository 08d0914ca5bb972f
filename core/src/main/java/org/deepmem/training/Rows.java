package org.deepmem.training;

import java.util.Arrays;
import org.deepmem.nn.Neighbours;

/// Compressed rows that grow.
final class Rows {
  private int[] offsets = new int[1024];
  private int[] targets = new int[4096];
  private int rows;
  private int count;

  static Rows[] forEach(int number) {
    Rows[] all = new Rows[number];
    Arrays.setAll(all, _ -> new Rows());
    return all;
  }

  void add(int target) {
    if (count == targets.length) {
      targets = Arrays.copyOf(targets, count * 2);
    }
    targets[count++] = target;
  }

  void endRow() {
    rows++;
    if (rows == offsets.length) {
      offsets = Arrays.copyOf(offsets, rows * 2);
    }
    offsets[rows] = count;
  }

  Neighbours finish(boolean mean) {
    return new Neighbours(Arrays.copyOf(offsets, rows + 1), Arrays.copyOf(targets, count), mean);
  }

  /// The edges of the first `rows` rows the other way round: row `t` holds, ascending, the rows
  /// that gather `t`. Summed, since the mean's share is the gatherer's.
  ///
  /// @param columns rows of the result
  static Neighbours transposed(Neighbours edges, int rows, int columns) {
    int[] offsets = new int[columns + 1];
    int last = edges.offsets()[rows];
    for (int p = 0; p < last; p++) {
      offsets[edges.targets()[p] + 1]++;
    }
    for (int i = 0; i < columns; i++) {
      offsets[i + 1] += offsets[i];
    }
    int[] targets = new int[last];
    int[] next = Arrays.copyOf(offsets, columns);
    for (int row = 0; row < rows; row++) {
      for (int p = edges.offsets()[row]; p < edges.offsets()[row + 1]; p++) {
        targets[next[edges.targets()[p]]++] = row;
      }
    }
    return new Neighbours(offsets, targets, false);
  }
}
