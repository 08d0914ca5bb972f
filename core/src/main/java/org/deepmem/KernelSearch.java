package org.deepmem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.kernel.KernelPlace;
import org.deepmem.kernel.linux.LinuxPlaces;
import org.deepmem.kernel.windows.WindowsFinder;

/// Finds a dump's kernel, whichever of the known systems it is: first by what the file and the
/// memory say of themselves, then by page tables that look like a kernel's.
public final class KernelSearch {
  private KernelSearch() {}

  /// The kernel's page tables.
  ///
  /// @throws KernelNotFoundException when the dump holds no kernel of a known system
  public static KernelPlace place(MemoryImage image) throws KernelNotFoundException {
    LinuxPlaces linux = new LinuxPlaces(image);
    WindowsFinder windows = new WindowsFinder(image);
    Optional<KernelPlace> place =
        windows
            .byHeaders()
            .map(KernelPlace.class::cast)
            .or(linux::byVmcoreInfo)
            .or(linux::byCpuNotes)
            .or(linux::bySearch)
            .or(windows::bySearch);
    List<String> rejected = new ArrayList<>(linux.rejected());
    rejected.addAll(windows.rejected());
    return place.orElseThrow(
        () ->
            KernelNotFoundException.in(
                image, LinuxPlaces.LOOKED_FOR + "; " + WindowsFinder.LOOKED_FOR, rejected));
  }
}
