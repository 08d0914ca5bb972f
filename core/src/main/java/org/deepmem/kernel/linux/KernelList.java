package org.deepmem.kernel.linux;

import java.util.Arrays;
import java.util.Optional;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.paging.VirtualMemory;

/// Walks the kernel's linked lists (include/linux/list.h, list_nulls.h, list_bl.h). A walk never
/// fails: what it could not follow is in the result. It is bounded, so that a list damaged into a
/// loop ends.
public final class KernelList {
  /// More entries than a list in a real kernel has.
  private static final int LIMIT = 1 << 22;

  private final VirtualMemory memory;

  public KernelList(VirtualMemory memory) {
    this.memory = memory;
  }

  /// A circular list.
  ///
  /// @param head address of the `list_head` that isn't an entry itself
  public ListWalk list(long head) {
    return walk(head, head, 0);
  }

  /// A hash chain: `hlist_head` leads to the first `hlist_node`, the last one to NULL.
  public ListWalk chain(long head) {
    return walk(head, 0, 0);
  }

  /// A chain of `hlist_nulls_head`: ends with a value whose lowest bit is set.
  public ListWalk nullsChain(long head) {
    return walk(head, 0, 1);
  }

  /// A chain of `hlist_bl_head`, whose head holds a lock in its lowest bit.
  public ListWalk bitLockedChain(long head) {
    try {
      long first = memory.pointer(head) & ~1L;
      return first == 0 ? new ListWalk(new long[0], Optional.empty()) : walkFrom(first, 0, 0);
    } catch (AbsentMemoryException e) {
      return new ListWalk(new long[0], Optional.of(e.getMessage()));
    }
  }

  private ListWalk walk(long head, long end, long endBit) {
    try {
      return walkFrom(memory.pointer(head), end, endBit);
    } catch (AbsentMemoryException e) {
      return new ListWalk(new long[0], Optional.of(e.getMessage()));
    }
  }

  /// Follows `next`, the first word of every kind of entry. A loop is found with a second position
  /// that moves up at every power of two steps (Brent).
  private ListWalk walkFrom(long first, long end, long endBit) {
    long[] entries = new long[16];
    int count = 0;
    long entry = first;
    long mark = end;
    while (entry != end && (entry & endBit) == 0 && entry != 0) {
      if (entry == mark && count > 0) {
        return new ListWalk(
            Arrays.copyOf(entries, distinct(entries, count, entry)),
            Optional.of("address 0x%016x: the list loops".formatted(entry)));
      }
      if (count == LIMIT) {
        return new ListWalk(
            entries, Optional.of("address 0x%016x: the list doesn't end".formatted(entry)));
      }
      if (Integer.bitCount(count) == 1) {
        mark = entry;
      }
      if (count == entries.length) {
        entries = Arrays.copyOf(entries, count * 2);
      }
      entries[count++] = entry;
      try {
        entry = memory.pointer(entry);
      } catch (AbsentMemoryException e) {
        return new ListWalk(Arrays.copyOf(entries, count - 1), Optional.of(e.getMessage()));
      }
    }
    Optional<String> fault =
        entry == 0 && end != 0
            ? Optional.of(
                "address 0x%016x: the list ends in NULL".formatted(lastOf(entries, count)))
            : Optional.empty();
    return new ListWalk(Arrays.copyOf(entries, count), fault);
  }

  /// How many entries a walk met before it met one again.
  ///
  /// @param again the entry that the walk has come back to after `count` steps
  private static int distinct(long[] entries, int count, long again) {
    int period = 1;
    while (entries[count - period] != again) {
      period++;
    }
    int tail = 0;
    while (tail + period < count && entries[tail] != entries[tail + period]) {
      tail++;
    }
    return Math.min(count, tail + period);
  }

  private static long lastOf(long[] entries, int count) {
    return count == 0 ? 0 : entries[count - 1];
  }
}
