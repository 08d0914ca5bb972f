package org.deepmem.kernel.linux;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deepmem.kernel.AskedViews;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.KernelViews;
import org.deepmem.kernel.View;

/// The views of a Linux kernel: its lists, its tables, open files, what objects lead to, and SLUB.
final class LinuxViews implements KernelViews {
  /// Bits of `exit_state`: the task is gone but for its memory.
  private static final int EXIT_DEAD = 0x10;

  /// Bit of `__state`: the task is being made.
  private static final int TASK_NEW = 0x800;

  private final KernelRecords records;
  private final KernelReader kernel;
  private final ObjectTypes types;
  private final List<Seen> seen = new ArrayList<>();
  private final AskedViews asked;

  LinuxViews(LinuxKernel linux, ObjectTypes types) {
    this.records = KernelRecords.read(linux, types);
    this.kernel = records.kernel();
    this.types = types;
    types.labelled().forEach(this::read);
    this.asked = new AskedViews(seen);
  }

  private void read(ObjectType type) {
    Map<Long, Set<View>> views = new HashMap<>();
    Set<Long> freed = new HashSet<>();
    records
        .reached()
        .forEach(type.name(), (address, ways) -> views.put(address, EnumSet.copyOf(ways)));
    for (long address : records.places().statics(type.name())) {
      views.computeIfAbsent(address, _ -> EnumSet.noneOf(View.class)).add(View.REFERENCES);
    }
    for (ObjectPlaces.Place place : records.places().places(type.name())) {
      place.cache().slabs().forEach(slab -> slots(type, place, slab, views, freed));
    }
    views.forEach(
        (address, ways) -> seen.add(new Seen(type.name(), address, ways, freed.contains(address))));
  }

  private void slots(
      ObjectType type,
      ObjectPlaces.Place place,
      Slab slab,
      Map<Long, Set<View>> views,
      Set<Long> freed) {
    for (int slot = 0; slot < slab.slots(); slot++) {
      long address = slab.address(slot) + place.offset();
      if (!slab.allocated(slot)) {
        freed.add(address);
        views.computeIfAbsent(address, _ -> EnumSet.noneOf(View.class));
      } else if (!place.shared() || views.containsKey(address) || alive(type.name(), address)) {
        views.computeIfAbsent(address, _ -> EnumSet.noneOf(View.class)).add(View.ALLOCATOR);
      }
    }
  }

  @Override
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  @Override
  public Set<View> asked() {
    return asked.all();
  }

  @Override
  public Set<View> complete(String type) {
    ObjectType known = types.type(type);
    return known == null ? Set.of() : asked.of(type, known.complete());
  }

  @Override
  public boolean whole(String type, long address) {
    return holds(type, address, false);
  }

  @Override
  public boolean alive(String type, long address) {
    return holds(type, address, true);
  }

  private boolean holds(String type, long address, boolean live) {
    ObjectType known = types.type(type);
    return known != null
        && kernel.readable(address, 1)
        && records.checks().hold(known, address, live, KernelReader.ABSENT);
  }

  @Override
  public boolean ended(String type, long address) {
    return switch (type) {
      case "task_struct" -> hasBits(type, "exit_state", address, EXIT_DEAD);
      case "mm_struct" -> isZero(type, "mm_users.counter", address);
      default -> false;
    };
  }

  @Override
  public boolean exempt(String type, long address) {
    return switch (type) {
      case "task_struct" ->
          isZero(type, "pid", address)
              || hasBits(type, "__state", address, TASK_NEW)
              || hasBits(type, "state", address, TASK_NEW);
      case "mm_struct" -> kernel.pointer(kernel.symbol("poking_mm")) == address;
      default -> false;
    };
  }

  private boolean isZero(String type, String member, long object) {
    int at = kernel.offset(type, member);
    return at >= 0 && kernel.int32(object + at) == 0;
  }

  private boolean hasBits(String type, String member, long object, int bits) {
    int at = kernel.offset(type, member);
    return at >= 0 && (kernel.int32(object + at) & bits) != 0;
  }

  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(records.warnings());
    warnings.addAll(
        asked.warnings(
            types.labelled().stream()
                .collect(Collectors.toMap(ObjectType::name, ObjectType::complete))));
    return warnings;
  }
}
