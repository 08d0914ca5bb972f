package org.deepmem.kernel.linux;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.kernel.KernelReader;

/// What a kernel keeps of its objects: the slab allocator, and its lists and tables. For one
/// thread.
///
/// @param kernel its memory
/// @param slabs the allocator
/// @param places where it keeps objects of each type
/// @param reached what lists and tables lead to
/// @param checks what holds in objects
record KernelRecords(
    KernelReader kernel,
    SlabAllocator slabs,
    ObjectPlaces places,
    ReachedObjects reached,
    StructuralChecks checks) {
  /// Reads the slab allocator and walks all lists and tables.
  static KernelRecords read(LinuxKernel linux, ObjectTypes types) {
    KernelReader kernel = linux.reader();
    SlabAllocator slabs = SlabScan.read(linux, kernel);
    ObjectPlaces places = new ObjectPlaces(kernel, slabs, types);
    ReachedObjects reached = KernelWalk.of(linux, kernel);
    places.learn("inode", reached);
    StructuralChecks checks = new StructuralChecks(kernel, places, reached);
    return new KernelRecords(kernel, slabs, places, reached, checks);
  }

  /// What makes them incomplete, a line each.
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (slabs.caches().isEmpty()) {
      warnings.add("no slab caches: the kernel's list slab_caches can't be read");
    }
    if (slabs.damaged() > 0) {
      warnings.add(
          "%d slab records or free lists are damaged; their slots count as allocated"
              .formatted(slabs.damaged()));
    }
    if (kernel.exhausted() || reached.isFull()) {
      warnings.add("lists and tables are longer than memory can hold: their walk was ended");
    }
    return warnings;
  }
}
