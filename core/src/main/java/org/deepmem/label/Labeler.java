package org.deepmem.label;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelObject;
import org.deepmem.kernel.KnownObjects;
import org.deepmem.kernel.ObjectNames;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.CanonicalPages;

/// Makes the ground truth of a dump.
public final class Labeler {
  private Labeler() {}

  /// The objects of all labelled types, each at the canonical virtual address of its first byte.
  /// Objects whose first byte isn't in the dump are left out. Living objects have names.
  ///
  /// @return sorted by virtual address (unsigned), objects of one address by type
  public static List<LabelledObject> label(Kernel kernel) {
    return label(kernel, CanonicalPages.of(kernel.space()));
  }

  /// The same, with pages that were named before.
  public static List<LabelledObject> label(Kernel kernel, CanonicalPages pages) {
    return label(kernel, pages, warning -> {});
  }

  /// The same, and what makes the truth incomplete, where something does.
  ///
  /// @param warnings receives a line each
  public static List<LabelledObject> label(
      Kernel kernel, CanonicalPages pages, Consumer<String> warnings) {
    List<LabelledObject> labelled = new ArrayList<>();
    KnownObjects objects = kernel.knownObjects();
    ObjectNames names = kernel.names();
    for (KernelObject object : objects.find()) {
      long physical = kernel.space().physical(object.address());
      long canonical = physical == AddressSpace.UNMAPPED ? 0 : pages.canonical(physical);
      if (canonical != 0) {
        labelled.add(
            new LabelledObject(
                object.type(),
                canonical,
                physical,
                object.size(),
                object.live() ? ObjectState.LIVE : ObjectState.RESIDUAL,
                object.source(),
                object.live() ? names.of(object.type(), object.address()) : Map.of()));
      }
    }
    objects.warnings().forEach(warnings);
    labelled.sort(
        Comparator.comparingLong((LabelledObject o) -> o.virtualAddress() + Long.MIN_VALUE)
            .thenComparing(LabelledObject::type));
    return List.copyOf(labelled);
  }
}
