package org.deepmem.kernel.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deepmem.kernel.KernelFact;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.kernel.KernelPlace;
import org.deepmem.paging.TableAddressSpace;
import org.deepmem.symbols.SymbolFiles;

/// Where a Linux kernel is.
///
/// @param space its address space
/// @param info its VMCOREINFO, when it was found by that
/// @param source how it was found
public record LinuxPlace(TableAddressSpace space, Optional<VmcoreInfo> info, String source)
    implements KernelPlace {
  @Override
  public String family() {
    return space.wordSize() == Long.BYTES ? "linux-x64" : "linux-x86";
  }

  @Override
  public Optional<String> release() {
    return info.flatMap(text -> text.value("OSRELEASE"));
  }

  @Override
  public List<KernelFact> facts() {
    List<KernelFact> facts = new ArrayList<>();
    release().ifPresent(text -> facts.add(new KernelFact("release", text, source)));
    facts.add(KernelFacts.pageTables(space.root(), space.levels(), source));
    return facts;
  }

  @Override
  public LinuxKernel kernel(SymbolFiles files) throws KernelNotFoundException {
    return LinuxKernelFinder.find(this, files);
  }
}
