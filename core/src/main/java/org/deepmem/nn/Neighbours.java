package org.deepmem.nn;

/// Rows that each row gathers from, as compressed rows: row `i` gathers `targets[offsets[i] ..
/// offsets[i + 1])`, in this order.
///
/// @param offsets `[rows + 1]`, ascending
/// @param targets row indices of the gathered matrix
/// @param mean whether the gathered rows are averaged; else summed
public record Neighbours(int[] offsets, int[] targets, boolean mean) {}
