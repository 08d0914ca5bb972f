package org.deepmem.image;

import java.util.List;
import java.util.Optional;

/// What a dump's headers say beside the bytes of memory.
///
/// @param pageTableRoots values of CR3 in the dump's CPU notes or crash dump header, one a CPU, in
///   the CPUs' order; empty when not recorded
/// @param vmcoreinfo text of the VMCOREINFO note, when there is one
/// @param crash what a Windows crash dump's header says, when it is one
public record ImageNotes(
    List<Long> pageTableRoots, Optional<String> vmcoreinfo, Optional<CrashNotes> crash) {
  /// Name of the note in which DeepMem's own writers keep the page tables' roots, 8 bytes each.
  public static final String ROOTS_NOTE = "DEEPMEM";

  /// A file without notes.
  public static final ImageNotes NONE = new ImageNotes(List.of(), Optional.empty());

  public ImageNotes {
    pageTableRoots = List.copyOf(pageTableRoots);
  }

  /// Notes of a file that is no Windows crash dump.
  public ImageNotes(List<Long> pageTableRoots, Optional<String> vmcoreinfo) {
    this(pageTableRoots, vmcoreinfo, Optional.empty());
  }
}
