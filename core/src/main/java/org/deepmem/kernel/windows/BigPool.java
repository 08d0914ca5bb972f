package org.deepmem.kernel.windows;

import static org.deepmem.image.MemoryImage.PAGE;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deepmem.kernel.KernelReader;

/// Allocations of a page or more, which have no pool header but an entry in the kernel's table of
/// them: where the table's symbols and the layout of its entries are known.
final class BigPool {
  private static final String ENTRY = "_POOL_TRACKER_BIG_PAGES";
  private static final long MOST_ENTRIES = 1 << 22;
  private static final long LARGEST = 1 << 30;

  private BigPool() {}

  /// The allocations with one of the tags, those that are free marked so.
  ///
  /// @param tags without the protected bit
  static List<PoolHit> scan(KernelReader kernel, Set<Integer> tags) {
    int size = kernel.size(ENTRY).orElse(0);
    long table = kernel.pointer(kernel.symbol("PoolBigPageTable"));
    long entries = kernel.pointer(kernel.symbol("PoolBigPageTableSize"));
    List<PoolHit> hits = new ArrayList<>();
    if (size == 0 || table == 0) {
      return hits;
    }
    int address = kernel.offset(ENTRY, "Va");
    int key = kernel.offset(ENTRY, "Key");
    int bytes = kernel.offset(ENTRY, "NumberOfBytes");
    for (long i = 0; i < Math.min(entries, MOST_ENTRIES); i++) {
      long at = table + i * size;
      int tag = kernel.int32(at + key) & ~WindowsTypes.PROTECTED;
      long length = kernel.pointer(at + bytes);
      if (tags.contains(tag) && length >= PAGE && length <= LARGEST) {
        long start = kernel.pointer(at + address);
        hits.add(
            new PoolHit(
                start & -(long) PAGE,
                0,
                (int) length,
                tag,
                (start & 1) != 0,
                true,
                PoolHit.Chain.LINK));
      }
    }
    return hits;
  }
}
