package org.deepmem.kernel.windows;

/// A pool block that bears the tag of a type.
///
/// @param address of its header, virtual
/// @param data offset of its data from there: the header's size, 0 for an allocation of pages
/// @param bytes of the block, its header included
/// @param tag without the protected bit
/// @param free whether its header says that it is free (PoolType 0)
/// @param within whether the block and the one before it lie in its page, as all do but in a
///   segment heap
/// @param chain what the chain of blocks of its page says of it
record PoolHit(
    long address, int data, int bytes, int tag, boolean free, boolean within, Chain chain) {
  /// How a block stands to the chain that BlockSize makes of the blocks of a page.
  enum Chain {
    /// It is a link of the chain.
    LINK,
    /// The chain passes over it: a remnant inside another block.
    INSIDE,
    /// The page has no whole chain.
    NONE
  }
}
