package org.deepmem.graph;

import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.MappedRuns;

/// Tells which words are pointers: those whose value is a multiple of 4 and an address that the
/// kernel's page tables map, whether or not the page is in the dump. Safe for use by several
/// threads.
public final class KernelPointers {
  /// Bits that are 0 in a pointer: it is a multiple of 4.
  private static final long ALIGNED = 3;

  private final MappedRuns runs;

  /// What runs span: from the first mapped byte, and how far to the last.
  private final long lowest;

  private final long span;

  public KernelPointers(AddressSpace space) {
    runs = space.kernelRuns();
    lowest = runs.isEmpty() ? 0 : runs.virtualAddress(0);
    int last = runs.size() - 1;
    span = runs.isEmpty() ? 0 : runs.virtualAddress(last) + runs.length(last) - lowest;
  }

  /// Whether an aligned word of this value is a pointer.
  ///
  /// @param value of a 32-bit word zero-extended
  public boolean isPointer(long value) {
    return run(value, -1) >= 0;
  }

  /// Index of the mapped run that a word leads to, or -1 when it is no pointer.
  ///
  /// @param hint as in [MappedRuns#indexOf]
  int run(long value, int hint) {
    return Long.compareUnsigned(value - lowest, span) < 0 && (value & ALIGNED) == 0
        ? runs.indexOf(value, hint)
        : -1;
  }
}
