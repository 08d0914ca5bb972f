package org.deepmem.cli;

import java.util.List;
import java.util.Optional;
import org.deepmem.Dump;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelNotFoundException;

/// The kernel of a dump, for a verb that can do without.
///
/// @param kernel empty where the dump and the symbol files don't give it
/// @param warnings why not, or what is odd about it, a line each
record FoundKernel(Optional<Kernel> kernel, List<String> warnings) {
  static FoundKernel of(Dump dump) {
    try {
      Kernel kernel = dump.kernel();
      return new FoundKernel(Optional.of(kernel), kernel.warnings());
    } catch (KernelNotFoundException e) {
      // Who tells a warning says of which file.
      String reason = FailureLine.line(e);
      String file = dump.image().path() + ": ";
      String told = reason.startsWith(file) ? reason.substring(file.length()) : reason;
      return new FoundKernel(Optional.empty(), List.of("objects stay without names: " + told));
    }
  }
}
