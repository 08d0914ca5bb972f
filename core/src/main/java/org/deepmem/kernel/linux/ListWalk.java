package org.deepmem.kernel.linux;

import java.util.Optional;
import java.util.stream.LongStream;

/// The entries that a walk along a kernel's list met, and why it ended early if it did. What was
/// met before a fault still counts.
///
/// @param entries addresses of the linked members (`list_head`, `hlist_node`), in the list's order
/// @param fault what ended the walk before the list's end, with the address; empty when complete
public record ListWalk(long[] entries, Optional<String> fault) {
  /// Addresses of the structures that the entries are members of.
  ///
  /// @param offset of the linked member in the structure, in bytes
  public LongStream containers(int offset) {
    return LongStream.of(entries).map(entry -> entry - offset);
  }

  /// Number of entries met.
  public int size() {
    return entries.length;
  }
}
