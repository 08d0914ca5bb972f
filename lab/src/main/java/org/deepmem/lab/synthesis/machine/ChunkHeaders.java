package org.deepmem.lab.synthesis.machine;

/// Headers of the segment heap's variable-size chunks (_HEAP_VS_CHUNK_HEADER): sizes, combined by
/// exclusive or with a key and the header's address.
final class ChunkHeaders implements BlockChain {
  private final KernelMemory memory;
  private final long key;

  ChunkHeaders(KernelMemory memory, long key) {
    this.memory = memory;
    this.key = key;
  }

  private long sizes(long chunk) {
    return memory.u64(chunk) ^ key ^ chunk;
  }

  @Override
  public int previous(long chunk) {
    return (int) (sizes(chunk) >>> 32) & 0xffff;
  }

  @Override
  public int size(long chunk) {
    return (int) (sizes(chunk) >>> 16) & 0xffff;
  }

  @Override
  public boolean used(long chunk) {
    return (sizes(chunk) >>> 48 & 0xff) != 0;
  }

  @Override
  public void set(long chunk, int previous, int size, boolean used) {
    long sizes = (long) size << 16 | (long) previous << 32 | (used ? 1L << 48 : 0);
    memory.u64(chunk, sizes ^ key ^ chunk);
  }

  @Override
  public void setPrevious(long chunk, int previous) {
    set(chunk, previous, size(chunk), used(chunk));
  }
}
