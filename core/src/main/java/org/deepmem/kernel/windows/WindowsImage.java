package org.deepmem.kernel.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deepmem.image.MemoryImage;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.MappedRuns;
import org.deepmem.paging.PresentMemory;
import org.deepmem.symbols.PdbId;

/// Finds the kernel among the PE images that an address space maps.
final class WindowsImage {
  /// Names of the kernel's symbol files: with PAE or without, for one processor or more.
  private static final List<String> SYMBOL_FILES =
      List.of("ntkrnlmp.pdb", "ntkrpamp.pdb", "ntkrnlpa.pdb", "ntoskrnl.pdb");

  /// What it calls itself in its exports, where the debug record can't be read.
  private static final List<String> EXPORT_NAMES = List.of("ntoskrnl.exe", "ntkrnlpa.exe");

  private WindowsImage() {}

  /// The first image, in address order, that is a kernel by its debug record, or by the name in its
  /// exports where that record isn't in the dump.
  static Optional<PeImage> find(AddressSpace space) {
    MappedRuns runs = space.kernelRuns();
    MemoryImage memory = space.image();
    PresentMemory present = new PresentMemory(memory);
    byte[] magic = new byte[2];
    List<PeImage> found = new ArrayList<>();
    for (int run = 0; run < runs.size() && found.isEmpty(); run++) {
      long delta = runs.virtualAddress(run) - runs.physicalAddress(run);
      present.forEach(
          runs.physicalAddress(run),
          runs.length(run),
          (start, end) -> {
            long first = start + MemoryImage.PAGE - 1 & -(long) MemoryImage.PAGE;
            for (long at = first; at < end && found.isEmpty(); at += MemoryImage.PAGE) {
              if (memory.read(at, magic, 0, 2) == 2 && magic[0] == 'M' && magic[1] == 'Z') {
                PeImage.at(space, at + delta).filter(WindowsImage::isKernel).ifPresent(found::add);
              }
            }
          });
    }
    return found.stream().findFirst();
  }

  private static boolean isKernel(PeImage image) {
    if (image.wide() != (image.space().wordSize() == Long.BYTES)) {
      return false;
    }
    Optional<PdbId> pdb = image.pdb();
    return pdb.map(id -> SYMBOL_FILES.contains(id.name().toLowerCase(Locale.ROOT)))
        .orElseGet(() -> EXPORT_NAMES.contains(image.exportName().toLowerCase(Locale.ROOT)));
  }
}
