package org.deepmem.kernel;

import java.util.List;
import java.util.Optional;
import org.deepmem.paging.AddressSpace;
import org.deepmem.symbols.SymbolFiles;

/// Where a kernel is, before anything is known of what it holds: enough for a graph and a scan.
public interface KernelPlace {
  /// The kernel's address space.
  AddressSpace space();

  /// System and CPU, as models are named after them: `linux-x64`, `windows-x86`, `windows-x64`.
  String family();

  /// How it was found.
  String source();

  /// Which kernel it is, as [Kernel#release], where that is known without symbols.
  Optional<String> release();

  /// What is known of the kernel without its symbols, for when they can't be had.
  default List<KernelFact> facts() {
    return release()
        .map(text -> List.of(new KernelFact("release", text, source())))
        .orElse(List.of());
  }

  /// Reads the kernel's symbols and layouts.
  ///
  /// @throws KernelNotFoundException when the dump and the files don't give them; the message is
  ///   one line, with what was looked for and what to do
  Kernel kernel(SymbolFiles files) throws KernelNotFoundException;
}
