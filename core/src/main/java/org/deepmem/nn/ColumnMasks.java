package org.deepmem.nn;

import java.util.stream.IntStream;

/// Which columns rows may choose. Where only few are allowed, most of the others are passed over.
///
/// @param values `[masks × columns]`: 0 where a column is allowed, else [Kernels#FORBIDDEN]
/// @param columns a multiple of [Kernels#PANEL]
/// @param groups for each mask the first columns of the groups of [#GROUP] columns, ascending, in
///   which any is allowed
public record ColumnMasks(float[] values, int columns, int[][] groups) {
  /// Columns that are looked at together.
  static final int GROUP = 16;

  /// The masks whose rows lie next to each other; each allows a column at least.
  public static ColumnMasks of(float[] values, int columns) {
    int[][] groups =
        IntStream.range(0, values.length / columns)
            .mapToObj(
                mask ->
                    IntStream.range(0, columns / GROUP)
                        .map(group -> group * GROUP)
                        .filter(group -> anyAllowed(values, mask * columns + group))
                        .toArray())
            .toArray(int[][]::new);
    return new ColumnMasks(values, columns, groups);
  }

  private static boolean anyAllowed(float[] values, int at) {
    return IntStream.range(at, at + GROUP).anyMatch(j -> values[j] == 0);
  }
}
