package org.deepmem.kernel.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.kernel.Bytes;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.paging.VirtualMemory;
import org.deepmem.symbols.Btf;
import org.deepmem.symbols.MalformedSymbolsException;
import org.deepmem.symbols.SymbolTable;

/// Finds the kernel's own BTF, one contiguous block in its read-only data.
final class BtfSearch {
  private static final String SOURCE = "BTF";
  private static final long MAX_LENGTH = 1 << 28;

  /// A kernel's BTF has megabytes; modules have BTF of their own, which is smaller.
  private static final int MIN_LENGTH = 1 << 20;

  /// Magic, version 1, no flags, header length 24.
  private static final byte[] HEADER = {(byte) 0x9f, (byte) 0xeb, 1, 0, 24, 0, 0, 0};

  private static final byte[] TASK = "\0task_struct\0".getBytes(StandardCharsets.US_ASCII);

  private final VirtualMemory memory;
  private final SymbolTable symbols;

  BtfSearch(VirtualMemory memory, SymbolTable symbols) {
    this.memory = memory;
    this.symbols = symbols;
  }

  /// The BTF between the symbols that enclose it, or else where it shows in the kernel's image;
  /// empty when the kernel has none.
  ///
  /// @throws MalformedSymbolsException when it is cut off or damaged
  Optional<Btf> find() throws MalformedSymbolsException {
    OptionalLong start = symbols.address("__start_BTF");
    OptionalLong stop = symbols.address("__stop_BTF");
    if (start.isEmpty() || stop.isEmpty()) {
      return inImage();
    }
    long length = stop.getAsLong() - start.getAsLong();
    if (length <= 0 || length > MAX_LENGTH) {
      return inImage();
    }
    try {
      return Optional.of(Btf.parse(SOURCE, memory.bytes(start.getAsLong(), (int) length)));
    } catch (AbsentMemoryException e) {
      throw new MalformedSymbolsException(
          SOURCE,
          e.address() - start.getAsLong(),
          "is incomplete: %s; give --symbols".formatted(e.getMessage()),
          e);
    }
  }

  private Optional<Btf> inImage() throws MalformedSymbolsException {
    Optional<KernelImage> image = KernelImage.find(memory.space());
    if (image.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = image.get().bytes(memory.space());
    int at = Bytes.indexOf(bytes, HEADER, 0);
    while (at >= 0) {
      int length = length(bytes, at);
      if (length >= MIN_LENGTH && Bytes.indexOf(bytes, TASK, at) - at < length) {
        return Optional.of(Btf.parse(SOURCE, Arrays.copyOfRange(bytes, at, at + length)));
      }
      at = Bytes.indexOf(bytes, HEADER, at + 1);
    }
    return Optional.empty();
  }

  /// Length that a header gives, or 0 where it leaves the image.
  private static int length(byte[] bytes, int at) {
    if (bytes.length - at < HEADER.length + 16) {
      return 0;
    }
    long strings = Integer.toUnsignedLong(Bytes.int32(bytes, at + 16));
    long end = 24 + strings + Integer.toUnsignedLong(Bytes.int32(bytes, at + 20));
    return end <= bytes.length - at ? (int) end : 0;
  }
}
