package org.deepmem.lab.synthesis.world;

/// What a pool's block holds.
public enum BlockContents {
  ZERO,
  /// UTF-16 names and paths.
  TEXT,
  /// Small numbers, flags, sizes, times.
  NUMBERS,
  /// Words that lead to other blocks and objects of the pools.
  POINTERS,
  /// Doubly linked lists and a few counters among numbers.
  LISTS,
  /// As if compressed or encrypted.
  RANDOM,
  /// A bit of each.
  MIXED
}
