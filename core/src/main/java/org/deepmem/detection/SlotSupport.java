package org.deepmem.detection;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What the allocator says for an object: it starts one of the slots of its type's grid, among
/// others of its type. A place that nodes err about would do so once in slot / 8 times, objects
/// being aligned to 8 bytes, so that this is evidence of ln(slot / 8).
///
/// @param runs starts of the runs of pages in which objects of the type are
record SlotSupport(SlotGrid grid, Set<Long> runs) {
  /// Nothing but pointers' alignment is known of a place at random.
  private static final double ALIGNMENT = 8;

  /// @param objects addresses of those that are believed
  static SlotSupport of(SlotGrid grid, List<Long> objects) {
    return new SlotSupport(
        grid,
        objects.stream()
            .filter(grid::holds)
            .map(address -> run(grid, address))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /// Evidence for an object at an address, 0 or more.
  float at(long address) {
    return grid.holds(address) && runs.contains(run(grid, address))
        ? (float) StrictMath.log(grid.slot() / ALIGNMENT)
        : 0;
  }

  private static long run(SlotGrid grid, long address) {
    return address & -(long) grid.run();
  }
}
