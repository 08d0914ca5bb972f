package org.deepmem.training;

/// Where steps get their batches from. A batch depends on the seed, its round and index, and the
/// hard nodes alone.
interface BatchSource {
  /// Batches in a round, at least 1.
  int batches(int round);

  /// A batch of a round.
  Batch batch(int round, int index);

  /// For each graph the nodes that all later rounds must contain.
  void hard(int[][] nodes);

  /// For each graph the nodes last set.
  int[][] hard();
}
