package org.deepmem.lab.synthesis.machine;

/// An allocation of a pool.
///
/// @param address of the data, behind the pool header (of a big allocation: the page's start)
/// @param bytes that were asked for
/// @param room bytes of data in all, up to the next block: an object sits at `address + room -
///   size` where it is the last thing in its allocation
/// @param tag four characters, without the protected bit
/// @param paged of the paged pool
/// @param big page-aligned, without a header
public record PoolBlock(long address, int bytes, int room, String tag, boolean paged, boolean big) {
  /// One past the data.
  public long end() {
    return address + room;
  }
}
