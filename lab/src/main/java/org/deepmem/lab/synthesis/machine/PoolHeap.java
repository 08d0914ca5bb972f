package org.deepmem.lab.synthesis.machine;

/// What a pool cuts its blocks from.
sealed interface PoolHeap permits PageHeap, SegmentHeap {
  /// Most bytes of data that a block with a header may have.
  int largest();

  /// A block for so many bytes of data; the pool header, but its tag, is written.
  ///
  /// @return address of the pool header
  long allocate(int bytes);

  /// Bytes of data in the block.
  int room(long header);

  /// Frees a block.
  ///
  /// @return whether header and data are still there
  boolean free(long header);

  /// Writes what only shows when the machine stands still: links of free lists.
  void seal();
}
