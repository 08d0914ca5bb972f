package org.deepmem.kernel.windows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deepmem.kernel.KernelReader;
import org.deepmem.paging.AddressSpace;
import org.jspecify.annotations.Nullable;

/// Tells which tagged pool blocks hold an object, where in the block it lies, and whether it is
/// still allocated. For one thread; the scan itself is parallel.
final class PoolObjects {
  private final KernelReader kernel;
  private final AddressSpace space;
  private final TypeChecks checks;
  private final ObjectHeaders headers;
  private final boolean namesTypes;
  private boolean chained;

  /// Bytes that optional headers may take before an object's own; all that there are take a half.
  private static final int MOST_BEFORE = 0x200;

  /// Receives what is found.
  @FunctionalInterface
  interface Receiver {
    /// @param allocated whether the object lives, else it is a remnant that is still whole; null
    ///   where the pool doesn't tell
    void object(WindowsType type, long address, @Nullable Boolean allocated);
  }

  private record Place(
      WindowsType type, long address, @Nullable Boolean allocated, boolean intact) {}

  PoolObjects(
      KernelReader kernel,
      AddressSpace space,
      TypeChecks checks,
      ObjectHeaders headers,
      boolean namesTypes) {
    this.kernel = kernel;
    this.space = space;
    this.checks = checks;
    this.headers = headers;
    this.namesTypes = namesTypes;
  }

  /// Scans; of memory that is mapped more than once, the address counts at which an object's own
  /// links agree, else the lowest.
  void find(Receiver receiver) {
    Map<Integer, WindowsType> byTag = new HashMap<>();
    WindowsTypes.all().forEach(type -> type.tags().forEach(tag -> byTag.put(tag, type)));
    Set<Integer> tags = new LinkedHashSet<>(byTag.keySet());
    List<PoolHit> hits =
        new ArrayList<>(new PoolScanner(space, kernel.types(), List.copyOf(tags)).scan());
    long within = hits.stream().filter(PoolHit::within).count();
    long links = hits.stream().filter(hit -> hit.chain() == PoolHit.Chain.LINK).count();
    chained = 2 * links >= within;
    hits.removeIf(hit -> chained && !hit.within());
    hits.addAll(BigPool.scan(kernel, tags));
    Map<Long, Place> places = new LinkedHashMap<>();
    for (PoolHit hit : hits) {
      WindowsType type = byTag.get(hit.tag());
      long address = type == null ? 0 : address(type, hit);
      if (type != null && address != 0) {
        boolean intact = checks.holdWhileLive(type, address);
        Boolean allocated = intact ? allocated(type, hit, address) : Boolean.FALSE;
        Place place = new Place(type, address, allocated, intact);
        places.merge(space.physical(address), place, (a, b) -> a.intact() || !b.intact() ? a : b);
      }
    }
    places.values().forEach(p -> receiver.object(p.type(), p.address(), p.allocated()));
  }

  /// Where in a block its object lies; 0 when it holds none that passes its checks.
  private long address(WindowsType type, PoolHit hit) {
    int size = kernel.size(type.name()).orElse(0);
    long start = hit.address() + hit.data();
    long end = hit.address() + hit.bytes();
    if (!type.hasHeader()) {
      return start + size <= end && checks.hold(type, start) ? start : 0;
    }
    int body = headers.body();
    int unit = 2 * kernel.wordSize();
    if (size == 0 || body == KernelReader.ABSENT) {
      return 0;
    }
    long latest = Math.min(end - size - body, start + MOST_BEFORE);
    for (long header = start; header <= latest; header += kernel.wordSize()) {
      if (headers.fits(header, (int) (header - start)) && isObject(type, header + body)) {
        return header + body;
      }
    }
    long last = end - (size + unit - 1L & -unit);
    return last - body >= start && isObject(type, last) ? last : 0;
  }

  private boolean isObject(WindowsType type, long object) {
    return checks.hold(type, object)
        && (!namesTypes || headers.typeName(object).equals(type.object()));
  }

  private @Nullable Boolean allocated(WindowsType type, PoolHit hit, long object) {
    if (type.hasHeader() && !headers.isReferenced(object)) {
      return false;
    }
    if (!chained && hit.data() > 0) {
      return type.hasHeader() ? Boolean.TRUE : null;
    }
    return hit.chain() != PoolHit.Chain.INSIDE && !hit.free();
  }
}
