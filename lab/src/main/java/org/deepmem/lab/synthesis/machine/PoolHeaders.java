package org.deepmem.lab.synthesis.machine;

import java.nio.charset.StandardCharsets;

/// _POOL_HEADER: previous size, index, block size and type in a word of 32 bits, then the tag. On
/// Windows 7 it is also the chain of a page's blocks.
final class PoolHeaders implements BlockChain {
  private static final int PROTECTED = 0x80;

  private final KernelMemory memory;
  private final int sizeBits;
  private final int usedType;

  PoolHeaders(KernelMemory memory, boolean paged) {
    this.memory = memory;
    sizeBits = memory.system.is64Bit() ? 8 : 9;
    usedType = paged ? 3 : 2;
  }

  /// Bytes of the header.
  static int bytes(WindowsSystem system) {
    return system.is64Bit() ? 16 : 8;
  }

  @Override
  public int previous(long block) {
    return memory.u16(block) & ((1 << sizeBits) - 1);
  }

  @Override
  public int size(long block) {
    return memory.u16(block + 2) & ((1 << sizeBits) - 1);
  }

  @Override
  public boolean used(long block) {
    return memory.u16(block + 2) >>> sizeBits != 0;
  }

  @Override
  public void set(long block, int previous, int size, boolean used) {
    memory.u16(block, previous | memory.u16(block) >>> sizeBits << sizeBits);
    memory.u16(block + 2, size | (used ? usedType : 0) << sizeBits);
  }

  @Override
  public void setPrevious(long block, int previous) {
    memory.u16(block, previous | memory.u16(block) >>> sizeBits << sizeBits);
  }

  void index(long block, int poolIndex) {
    memory.u16(block, previous(block) | poolIndex << sizeBits);
  }

  void tag(long block, String tag, boolean protectedTag) {
    memory.u32(block + 4, value(tag) | (protectedTag ? (long) PROTECTED << 24 : 0));
  }

  /// A tag as a number.
  static long value(String tag) {
    byte[] bytes = tag.getBytes(StandardCharsets.ISO_8859_1);
    long value = 0;
    for (int i = 0; i < 4; i++) {
      value |= (i < bytes.length ? bytes[i] & 0xffL : ' ') << (8 * i);
    }
    return value;
  }
}
