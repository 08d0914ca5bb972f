package org.deepmem.kernel.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deepmem.kernel.KernelReader;
import org.jspecify.annotations.Nullable;

/// Where this kernel keeps the objects of each type: its slab caches, found by the kernel's own
/// pointers to them and only where there is none by name, since a merged cache has another's name;
/// and the symbols of static objects.
final class ObjectPlaces {
  /// Objects in one cache from which their offset in its slots is learnt.
  private static final int ENOUGH = 4;

  private final KernelReader kernel;
  private final SlabAllocator slabs;
  private final Map<String, List<Place>> places = new HashMap<>();
  private final Map<String, Set<Long>> statics = new HashMap<>();

  /// Slots of a cache that hold objects of a type.
  ///
  /// @param cache whose slots
  /// @param offset of the object in the slot
  /// @param shared whether slots of the cache hold other types too
  record Place(SlabCache cache, int offset, boolean shared) {}

  ObjectPlaces(KernelReader kernel, SlabAllocator slabs, ObjectTypes types) {
    this.kernel = kernel;
    this.slabs = slabs;
    for (ObjectType type : types.all()) {
      places.put(type.name(), find(type));
      Set<Long> addresses = new HashSet<>();
      type.statics().stream().map(kernel::symbol).filter(a -> a != 0).forEach(addresses::add);
      statics.put(type.name(), addresses);
    }
  }

  List<Place> places(String type) {
    return places.getOrDefault(type, List.of());
  }

  Set<Long> statics(String type) {
    return statics.getOrDefault(type, Set.of());
  }

  SlabAllocator slabs() {
    return slabs;
  }

  /// Adds caches whose slots embed objects of a type in a structure that has no layout, such as a
  /// file system's that is a module: where lists lead to several objects in the slots of a cache
  /// that isn't shared, and all lie at one offset, every slot has one there.
  void learn(String type, ReachedObjects reached) {
    Map<SlabCache, Map<Integer, Integer>> offsets = new LinkedHashMap<>();
    for (long address : reached.of(type)) {
      Slab slab = slabs.slab(address);
      if (slab != null && places(type).stream().noneMatch(p -> p.cache() == slab.cache())) {
        int offset = (int) (address - slab.address(slab.slotAround(address)));
        offsets
            .computeIfAbsent(slab.cache(), cache -> new HashMap<>())
            .merge(offset, 1, Integer::sum);
      }
    }
    List<Place> all = new ArrayList<>(places(type));
    offsets.forEach(
        (cache, counts) -> {
          Map.Entry<Integer, Integer> only = counts.entrySet().iterator().next();
          if (counts.size() == 1 && only.getValue() >= ENOUGH && cache.users() == 1) {
            all.add(new Place(cache, only.getKey(), false));
          }
        });
    places.put(type, all);
  }

  /// Whether an address is that of a static object or of a slot for objects of a type.
  ///
  /// @param live whether only an allocated slot will do
  boolean holds(String type, long address, boolean live) {
    if (statics(type).contains(address)) {
      return true;
    }
    Slab slab = slabs.slab(address);
    if (slab == null) {
      return false;
    }
    for (Place place : places(type)) {
      int slot = place.cache() == slab.cache() ? slab.slotAt(address - place.offset()) : -1;
      if (slot >= 0) {
        return !live || slab.allocated(slot);
      }
    }
    return false;
  }

  private List<Place> find(ObjectType type) {
    Map<SlabCache, Integer> own = new HashMap<>();
    Map<SlabCache, Integer> offsets = new HashMap<>();
    List<SlabCache> found = new ArrayList<>();
    for (ObjectType.CacheUse use : type.caches()) {
      SlabCache cache = cache(use);
      int offset = use.member().isEmpty() ? 0 : kernel.offset(use.structure(), use.member());
      if (cache != null && offset != KernelReader.ABSENT) {
        if (own.merge(cache, 1, Integer::sum) == 1) {
          found.add(cache);
        }
        offsets.put(cache, offset);
      }
    }
    return found.stream()
        .map(
            cache ->
                new Place(
                    cache,
                    offsets.getOrDefault(cache, 0),
                    cache.users() > own.getOrDefault(cache, 0)))
        .toList();
  }

  private @Nullable SlabCache cache(ObjectType.CacheUse use) {
    String[] parts = use.pointer().split(":", 2);
    long variable = kernel.symbol(parts[0]);
    if (variable != 0) {
      int dot = parts.length > 1 ? parts[1].indexOf('.') : -1;
      int offset =
          dot < 0 ? 0 : kernel.offset(parts[1].substring(0, dot), parts[1].substring(dot + 1));
      return offset < 0 ? null : slabs.cache(kernel.pointer(variable + offset));
    }
    return slabs.caches().stream()
        .filter(cache -> cache.name().equals(use.name()))
        .findFirst()
        .orElse(null);
  }
}
