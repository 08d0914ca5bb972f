package org.deepmem.kernel;

import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.paging.VirtualMemory;
import org.deepmem.symbols.Btf;
import org.deepmem.symbols.MalformedSymbolsException;
import org.deepmem.symbols.SymbolTable;

/// Finds the kernel's own BTF, one contiguous block in its read-only data.
final class BtfSearch {
  private static final String SOURCE = "BTF";
  private static final long MAX_LENGTH = 1 << 28;

  private final VirtualMemory memory;
  private final SymbolTable symbols;

  BtfSearch(VirtualMemory memory, SymbolTable symbols) {
    this.memory = memory;
    this.symbols = symbols;
  }

  /// The BTF between the symbols that enclose it; empty when the kernel has none.
  ///
  /// @throws MalformedSymbolsException when it is cut off or damaged
  Optional<Btf> find() throws MalformedSymbolsException {
    OptionalLong start = symbols.address("__start_BTF");
    OptionalLong stop = symbols.address("__stop_BTF");
    if (start.isEmpty() || stop.isEmpty()) {
      return Optional.empty();
    }
    long length = stop.getAsLong() - start.getAsLong();
    if (length <= 0 || length > MAX_LENGTH) {
      return Optional.empty();
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
}
