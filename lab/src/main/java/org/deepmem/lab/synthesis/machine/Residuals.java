package org.deepmem.lab.synthesis.machine;

import java.util.Map;
import java.util.TreeMap;

/// Freed blocks whose header and data are still as they were.
final class Residuals {
  private final int headerBytes;
  private final TreeMap<Long, PoolBlock> byHeader = new TreeMap<>(Long::compareUnsigned);

  Residuals(int headerBytes) {
    this.headerBytes = headerBytes;
  }

  void add(PoolBlock block) {
    byHeader.put(block.address() - headerBytes, block);
  }

  boolean contains(PoolBlock block) {
    return block.equals(byHeader.get(block.address() - headerBytes));
  }

  /// Memory of `[from, to)` has a new owner.
  void overwritten(long from, long to) {
    Map.Entry<Long, PoolBlock> last = byHeader.lowerEntry(to);
    while (last != null && Long.compareUnsigned(last.getValue().end(), from) > 0) {
      byHeader.remove(last.getKey());
      last = byHeader.lowerEntry(to);
    }
  }

  /// The chain header (at or just below the pool header) says another size now.
  void headerChanged(long block) {
    byHeader.remove(block);
  }
}
