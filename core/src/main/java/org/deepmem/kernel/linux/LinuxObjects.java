package org.deepmem.kernel.linux;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deepmem.kernel.KernelObject;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.KnownObjects;

/// The objects of all labelled types that a kernel's own records know of.
///
/// - A cache of one type: every allocated slot is a living object (source `slab`).
/// - A shared cache: an allocated slot is an object when a list or table leads to it (the list's
///   name), or else when all checks of the type hold (`checks`).
/// - Static objects, by symbol; and what lists lead to outside the slabs, as modules.
/// - A freed slot whose bytes pass the checks, those under the allocator's free pointer excepted,
///   is an object that is no longer alive.
public final class LinuxObjects implements KnownObjects {
  private final KernelRecords records;
  private final KernelReader kernel;
  private final ObjectTypes types;
  private final SlabAllocator slabs;
  private final ObjectPlaces places;
  private final ReachedObjects reached;
  private final StructuralChecks checks;
  private final List<KernelObject> objects = new ArrayList<>();
  private final Map<String, Set<Long>> taken = new HashMap<>();

  /// Reads the slab allocator and walks all lists and tables.
  public LinuxObjects(LinuxKernel linux, ObjectTypes types) {
    this.records = KernelRecords.read(linux, types);
    this.types = types;
    this.kernel = records.kernel();
    this.slabs = records.slabs();
    this.places = records.places();
    this.reached = records.reached();
    this.checks = records.checks();
  }

  /// Caches of the slab allocator with their totals, in the kernel's order.
  public List<SlabCache> caches() {
    return slabs.caches();
  }

  /// Addresses of the objects of a type that lists and tables lead to, whatever the slabs say.
  public Set<Long> listed(String type) {
    return reached.of(type);
  }

  @Override
  public List<String> warnings() {
    return records.warnings();
  }

  @Override
  public List<KernelObject> find() {
    for (ObjectType type : types.labelled()) {
      Set<Long> met = taken.computeIfAbsent(type.name(), name -> new HashSet<>());
      for (long address : places.statics(type.name())) {
        add(type, address, size(type, Integer.MAX_VALUE), true, "symbol", met);
      }
      for (ObjectPlaces.Place place : places.places(type.name())) {
        place.cache().slabs().forEach(slab -> slots(type, place, slab, met));
      }
      elsewhere(type, met);
    }
    objects.sort(
        Comparator.comparingLong((KernelObject o) -> o.address() + Long.MIN_VALUE)
            .thenComparing(KernelObject::type));
    return List.copyOf(objects);
  }

  private void slots(ObjectType type, ObjectPlaces.Place place, Slab slab, Set<Long> met) {
    SlabCache cache = place.cache();
    int size = size(type, cache.objectSize() - place.offset());
    int overwritten = cache.freePointer() - place.offset();
    for (int slot = 0; slot < slab.slots(); slot++) {
      long address = slab.address(slot) + place.offset();
      if (!slab.allocated(slot)) {
        if (checks.hold(type, address, false, Math.max(overwritten, -8))) {
          add(type, address, size, false, "slab", met);
        }
      } else if (!place.shared()) {
        add(type, address, size, true, "slab", met);
      } else if (reached.contains(type.name(), address)) {
        add(type, address, size, true, reached.source(type.name(), address), met);
      } else if (checks.hold(type, address, true, KernelReader.ABSENT)) {
        add(type, address, size, true, "checks", met);
      }
    }
  }

  /// Objects that lists lead to outside the caches of their type. Those in slots that are free, or
  /// of a cache that is another type's alone, are stale.
  private void elsewhere(ObjectType type, Set<Long> met) {
    for (long address : reached.of(type.name())) {
      if (met.contains(address) || !kernel.readable(address, 8)) {
        continue;
      }
      Slab slab = slabs.slab(address);
      boolean own =
          slab != null
              && places.places(type.name()).stream().anyMatch(p -> p.cache() == slab.cache());
      boolean allocated = slab == null || !own && slab.allocated(slab.slotAround(address));
      if (allocated && checks.hold(type, address, true, KernelReader.ABSENT)) {
        String source = reached.source(type.name(), address);
        add(type, address, size(type, Integer.MAX_VALUE), true, source, met);
      }
    }
  }

  private void add(
      ObjectType type, long address, int size, boolean live, String source, Set<Long> met) {
    if (size > 0 && met.add(address)) {
      objects.add(new KernelObject(type.name(), address, size, live, source));
    }
  }

  /// Bytes of the structure and of its tail's first element, no more than the slot has.
  private int size(ObjectType type, int room) {
    int size = kernel.size(type.name()).orElse(0);
    boolean empty = !type.tail().isEmpty() && kernel.offset(type.name(), type.tail()) == size;
    return Math.min(empty ? size + kernel.elementSize(type.name(), type.tail()) : size, room);
  }
}
