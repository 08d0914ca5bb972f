package org.deepmem;

import java.util.List;
import java.util.Optional;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.report.FailureText;

/// The kernel of a dump, for what can do without.
///
/// @param kernel empty where the dump and the symbol files don't give it
/// @param warnings why not, or what is odd about it, a line each
public record FoundKernel(Optional<Kernel> kernel, List<String> warnings) {
  public FoundKernel {
    warnings = List.copyOf(warnings);
  }

  /// Looks for it.
  public static FoundKernel of(Dump dump) {
    try {
      Kernel kernel = dump.kernel();
      return new FoundKernel(Optional.of(kernel), kernel.warnings());
    } catch (KernelNotFoundException e) {
      // Who tells a warning says of which file.
      String reason = FailureText.oneLine(e);
      String file = dump.image().path() + ": ";
      String told = reason.startsWith(file) ? reason.substring(file.length()) : reason;
      return new FoundKernel(Optional.empty(), List.of("objects stay without names: " + told));
    }
  }
}
