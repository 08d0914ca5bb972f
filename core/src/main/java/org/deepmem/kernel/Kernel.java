package org.deepmem.kernel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.deepmem.image.MemoryImage;
import org.deepmem.paging.AddressSpace;
import org.deepmem.symbols.SymbolTable;
import org.deepmem.symbols.TypeTable;

/// A kernel found in a dump, with its symbols and layouts, whichever system it is. Safe for use by
/// several threads.
public interface Kernel {
  /// Which kernel this is, such as `6.1.0-13-cloud-amd64` or `Windows 7 SP1 x86 (7601)`.
  String release();

  /// Kernel memory.
  AddressSpace space();

  /// The dump.
  default MemoryImage image() {
    return space().image();
  }

  /// Names of addresses.
  SymbolTable symbols();

  /// Layouts of structures.
  TypeTable types();

  /// When memory was taken, by the system's own clock; empty where that isn't in the dump.
  Optional<Instant> taken();

  /// When the system was started, by the same clock.
  Optional<Instant> booted();

  /// What the machine calls itself on its network; empty where the dump doesn't tell.
  Optional<String> host();

  /// What was found and where, for people to read.
  List<KernelFact> facts();

  /// What the analyst should know, such as symbols of another kernel.
  List<String> warnings();

  /// The objects that the kernel's own records know of: ground truth. Read at each call.
  KnownObjects knownObjects();

  /// Which of the kernel's own views see which objects. Read at each call; for one thread.
  KernelViews views();

  /// Names of objects, for one thread.
  ObjectNames names();

  /// Decodes the members of objects that matter to people, for one thread.
  ObjectMembers members();

  /// Where objects bear names, tags and constants, for one thread.
  Signatures signatures();
}
