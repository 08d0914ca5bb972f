package org.deepmem.lab.synthesis.machine;

/// Block headers that lead from a block to its neighbours; sizes in allocation units.
interface BlockChain {
  /// Size of the block before; 0 for the first of its segment.
  int previous(long block);

  int size(long block);

  boolean used(long block);

  void set(long block, int previous, int size, boolean used);

  /// Corrects the size of the block before.
  void setPrevious(long block, int previous);
}
