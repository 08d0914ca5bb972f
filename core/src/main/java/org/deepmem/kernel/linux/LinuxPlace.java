package org.deepmem.kernel.linux;

import java.util.Optional;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.kernel.KernelPlace;
import org.deepmem.paging.X64AddressSpace;
import org.deepmem.symbols.SymbolFiles;

/// Where a Linux kernel is.
///
/// @param space its address space
/// @param info its VMCOREINFO, when it was found by that
/// @param source how it was found
public record LinuxPlace(X64AddressSpace space, Optional<VmcoreInfo> info, String source)
    implements KernelPlace {
  @Override
  public String family() {
    return "linux-x64";
  }

  @Override
  public Optional<String> release() {
    return info.flatMap(text -> text.value("OSRELEASE"));
  }

  @Override
  public LinuxKernel kernel(SymbolFiles files) throws KernelNotFoundException {
    return LinuxKernelFinder.find(this, files);
  }
}
