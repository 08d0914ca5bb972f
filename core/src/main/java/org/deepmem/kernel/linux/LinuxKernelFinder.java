package org.deepmem.kernel.linux;

import java.util.List;
import java.util.OptionalLong;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.kernel.Structures;
import org.deepmem.paging.TableAddressSpace;
import org.deepmem.paging.VirtualMemory;
import org.deepmem.symbols.MalformedSymbolsException;
import org.deepmem.symbols.SymbolFiles;
import org.deepmem.symbols.SymbolTable;
import org.deepmem.symbols.TypeTable;

/// Finds the Linux kernel in a dump, from what the dump says about itself: VMCOREINFO leads to the
/// page tables and to kallsyms, kallsyms to everything else, BTF among it. Where VMCOREINFO is
/// missing, the page tables come from the CPUs' notes or are searched for, and so is kallsyms.
public final class LinuxKernelFinder {
  /// Where in the image's range kernels are linked to: CONFIG_PHYSICAL_START, as all distributions
  /// have it.
  private static final long PHYSICAL_START = 0x1000000;

  private LinuxKernelFinder() {}

  /// Finds the kernel by the dump alone.
  ///
  /// @throws KernelNotFoundException when the dump holds none, or not all that is needed of it
  public static LinuxKernel find(MemoryImage image) throws KernelNotFoundException {
    return find(image, SymbolFiles.NONE);
  }

  /// Finds the kernel, with the help of symbol files.
  ///
  /// @throws KernelNotFoundException when the dump holds none, or not all that is needed of it
  public static LinuxKernel find(MemoryImage image, SymbolFiles files)
      throws KernelNotFoundException {
    LinuxPlaces places = new LinuxPlaces(image);
    LinuxPlace place =
        places
            .find()
            .orElseThrow(
                () -> KernelNotFoundException.in(image, LinuxPlaces.LOOKED_FOR, places.rejected()));
    return find(place, files);
  }

  /// Reads symbols and layouts of a kernel whose page tables are known.
  ///
  /// @param place from [#place]
  /// @throws KernelNotFoundException when the dump and the files don't give them
  public static LinuxKernel find(LinuxPlace place, SymbolFiles files)
      throws KernelNotFoundException {
    VirtualMemory memory = new VirtualMemory(place.space());
    KernelNames names = new KernelNames(memory, place, files);
    try {
      SymbolTable symbols = names.symbols();
      String banner = names.banner(symbols);
      TypeTable types = names.types(symbols, banner);
      return describe(place, banner, symbols, new Structures(memory, types), names.warnings());
    } catch (MalformedSymbolsException e) {
      String remedy = e.getMessage().contains("--symbols") ? "" : "; give --symbols";
      throw new KernelNotFoundException(place.space().image().path(), e.getMessage() + remedy, e);
    }
  }

  private static LinuxKernel describe(
      LinuxPlace place,
      String banner,
      SymbolTable symbols,
      Structures structures,
      List<String> warnings) {
    TableAddressSpace space = place.space();
    KernelVariables variables = new KernelVariables(structures, symbols, space.levels() == 5);
    long base = KernelImage.base(space);
    long text = symbols.address("_text").orElse(base + PHYSICAL_START);
    OptionalLong physBase =
        place.info().map(info -> info.number("phys_base")).orElse(OptionalLong.empty());
    LinuxKernel kernel =
        new LinuxKernel(
            place
                .info()
                .flatMap(info -> info.value("OSRELEASE"))
                .orElseGet(() -> KernelVariables.release(banner)),
            banner,
            place
                .info()
                .map(VmcoreInfo::kernelOffset)
                .orElse(OptionalLong.empty())
                .orElse(text - base - PHYSICAL_START),
            physBase.orElse(space.physical(text) - (text - base)),
            space.root(),
            space.levels(),
            space,
            symbols,
            structures,
            variables.directMapBase(),
            variables.vmemmapBase(),
            variables.cpus(),
            variables.clock(),
            List.of(),
            warnings);
    return kernel.withFacts(KernelFacts.of(kernel, place.source()));
  }
}
