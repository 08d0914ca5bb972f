package org.deepmem.training;

import org.deepmem.nn.Workers;

/// Shares rows out to threads, in blocks that fit the second-level cache.
///
/// @param workers who do the work
record RowBlocks(Workers workers) {
  /// Rows of a block: a multiple of the widest tile's 6.
  static final int BLOCK = 96;

  /// Number of sums that gradients of weights are made in, whatever the number of threads.
  static final int CHUNKS = 16;

  /// Work on a block of rows.
  interface Block {
    void run(int from, int rows, int worker);
  }

  /// Work on a block of rows that adds to the sum of its chunk.
  interface ChunkBlock {
    void run(int from, int rows, int chunk, int worker);
  }

  static int count(int rows) {
    return (rows + BLOCK - 1) / BLOCK;
  }

  /// Runs all blocks, in any order.
  void each(int rows, Block block) {
    workers.run(
        count(rows),
        (b, worker) -> block.run(b * BLOCK, Math.min(BLOCK, rows - b * BLOCK), worker));
  }

  /// Runs all blocks; those of one chunk one after the other, since they add to the same sum.
  void eachInChunks(int rows, ChunkBlock block) {
    int perChunk = (count(rows) + CHUNKS - 1) / CHUNKS * BLOCK;
    int used = (rows + perChunk - 1) / perChunk;
    workers.run(
        used,
        (chunk, worker) -> {
          int end = Math.min((chunk + 1) * perChunk, rows);
          for (int from = chunk * perChunk; from < end; from += BLOCK) {
            block.run(from, Math.min(BLOCK, end - from), chunk, worker);
          }
        });
  }
}
