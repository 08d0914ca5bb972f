package org.deepmem.paging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Little-endian values at virtual addresses. Safe for use by several threads.
///
/// Every read throws [AbsentMemoryException] with the first address that can't be read; none
/// returns part of what was asked for.
///
/// @param space the address space that is read
public record VirtualMemory(AddressSpace space) {
  /// Bytes that are asked for at first; twice as many each time that all were there. So no more is
  /// allocated than the dump has, whatever a table in it claims.
  private static final int FIRST = 1 << 20;

  /// An unsigned byte.
  public int u8(long address) throws AbsentMemoryException {
    return bytes(address, 1)[0] & 0xff;
  }

  /// An unsigned 16-bit value.
  public int u16(long address) throws AbsentMemoryException {
    return (int) unsigned(address, 2);
  }

  /// An unsigned 32-bit value.
  public long u32(long address) throws AbsentMemoryException {
    return unsigned(address, 4);
  }

  /// A signed 32-bit value.
  public int s32(long address) throws AbsentMemoryException {
    return (int) unsigned(address, 4);
  }

  /// A 64-bit value.
  public long u64(long address) throws AbsentMemoryException {
    return unsigned(address, 8);
  }

  /// A pointer, of the space's word size; 32-bit ones are zero-extended.
  public long pointer(long address) throws AbsentMemoryException {
    return unsigned(address, space.wordSize());
  }

  /// An integer of 1 to 8 bytes, zero-extended.
  public long unsigned(long address, int size) throws AbsentMemoryException {
    byte[] bytes = bytes(address, size);
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }

  /// Consecutive bytes.
  public byte[] bytes(long address, int length) throws AbsentMemoryException {
    byte[] bytes = new byte[Math.min(length, FIRST)];
    int copied = 0;
    while (true) {
      copied += space.read(address + copied, bytes, copied, bytes.length - copied);
      if (copied < bytes.length) {
        throw absent(address + copied);
      }
      if (copied == length) {
        return bytes;
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * bytes.length));
    }
  }

  /// Consecutive bytes as a little-endian buffer.
  public ByteBuffer buffer(long address, int length) throws AbsentMemoryException {
    return ByteBuffer.wrap(bytes(address, length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Text up to a NUL, or `limit` bytes where there is none; bytes that aren't UTF-8 are replaced.
  /// Bytes after the NUL needn't be readable.
  public String string(long address, int limit) throws AbsentMemoryException {
    byte[] bytes = new byte[limit];
    int copied = space.read(address, bytes, 0, limit);
    for (int i = 0; i < copied; i++) {
      if (bytes[i] == 0) {
        return new String(bytes, 0, i, StandardCharsets.UTF_8);
      }
    }
    if (copied < limit) {
      throw absent(address + copied);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private AbsentMemoryException absent(long address) {
    return switch (space.translate(address)) {
      case Translation.Mapped mapped ->
          new AbsentMemoryException(
              address,
              "its page at physical 0x%x isn't in the dump".formatted(mapped.physicalAddress()));
      case Translation.Unmapped unmapped ->
          new AbsentMemoryException(address, "isn't mapped: " + unmapped.reason());
    };
  }
}
