package org.deepmem.paging;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.RandomAccess;

/// The mapped pages of the kernel's half of an address space, as runs in ascending order. A list of
/// [MappedRun] that also finds the run of an address fast.
///
/// All addresses are in the kernel's half, all negative in a 64-bit space and all positive in a
/// 32-bit one, so signed and unsigned order agree.
public final class MappedRuns extends AbstractList<MappedRun> implements RandomAccess {
  private final long[] virtual;
  private final long[] physical;
  private final long[] length;
  private final BitSet selfMap;

  private MappedRuns(long[] virtual, long[] physical, long[] length, BitSet selfMap) {
    this.virtual = virtual;
    this.physical = physical;
    this.length = length;
    this.selfMap = selfMap;
  }

  @Override
  public int size() {
    return virtual.length;
  }

  @Override
  public MappedRun get(int run) {
    return new MappedRun(virtual[run], physical[run], length[run]);
  }

  /// Virtual address of a run's first byte.
  public long virtualAddress(int run) {
    return virtual[run];
  }

  /// Physical address of a run's first byte.
  public long physicalAddress(int run) {
    return physical[run];
  }

  /// Bytes in a run.
  public long length(int run) {
    return length[run];
  }

  /// Whether a run lies in the self-map: where an entry of the tables leads back to their top, so
  /// that the tables appear as pages, in the order of what they map. What is adjacent there doesn't
  /// belong together.
  public boolean inSelfMap(int run) {
    return selfMap.get(run);
  }

  /// Whether a run maps this virtual address.
  public boolean contains(int run, long virtualAddress) {
    return Long.compareUnsigned(virtualAddress - virtual[run], length[run]) < 0;
  }

  /// Index of the run that maps a virtual address, or -1.
  ///
  /// @param hint a run that is tried first, any index; callers keep the last answer
  public int indexOf(long virtualAddress, int hint) {
    if (hint >= 0 && hint < virtual.length && contains(hint, virtualAddress)) {
      return hint;
    }
    int found = Arrays.binarySearch(virtual, virtualAddress);
    int run = found >= 0 ? found : -found - 2;
    return run >= 0 && contains(run, virtualAddress) ? run : -1;
  }

  /// Physical address of a mapped virtual address, or [AddressSpace#UNMAPPED].
  public long physical(long virtualAddress) {
    int run = indexOf(virtualAddress, -1);
    return run < 0 ? AddressSpace.UNMAPPED : physical[run] + (virtualAddress - virtual[run]);
  }

  /// Collects pages in ascending order and joins those that are adjacent both virtually and
  /// physically.
  static final class Builder {
    private long[] virtual = new long[256];
    private long[] physical = new long[256];
    private long[] length = new long[256];
    private final BitSet selfMap = new BitSet();
    private int size;

    /// Adds a page that lies above all added before.
    void add(long virtualAddress, long physicalAddress, long pageSize, boolean inSelfMap) {
      int last = size - 1;
      if (last >= 0
          && selfMap.get(last) == inSelfMap
          && virtual[last] + length[last] == virtualAddress
          && physical[last] + length[last] == physicalAddress) {
        length[last] += pageSize;
        return;
      }
      if (size == virtual.length) {
        virtual = Arrays.copyOf(virtual, size * 2);
        physical = Arrays.copyOf(physical, size * 2);
        length = Arrays.copyOf(length, size * 2);
      }
      selfMap.set(size, inSelfMap);
      virtual[size] = virtualAddress;
      physical[size] = physicalAddress;
      length[size++] = pageSize;
    }

    /// Number of runs so far.
    int size() {
      return size;
    }

    MappedRuns build() {
      return new MappedRuns(
          Arrays.copyOf(virtual, size),
          Arrays.copyOf(physical, size),
          Arrays.copyOf(length, size),
          selfMap);
    }
  }
}
