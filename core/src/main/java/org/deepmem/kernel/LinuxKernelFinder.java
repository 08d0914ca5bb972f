package org.deepmem.kernel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.image.MemoryImage;
import org.deepmem.paging.VirtualMemory;
import org.deepmem.paging.X64AddressSpace;
import org.deepmem.symbols.Kallsyms;
import org.deepmem.symbols.KallsymsTables;
import org.deepmem.symbols.MalformedSymbolsException;
import org.deepmem.symbols.SymbolTable;
import org.deepmem.symbols.TypeTable;

/// Finds the Linux kernel in a dump, from what the dump says about itself: VMCOREINFO leads to the
/// page tables and to kallsyms, kallsyms to everything else, BTF among it.
public final class LinuxKernelFinder {
  private final MemoryImage image;

  private LinuxKernelFinder(MemoryImage image) {
    this.image = image;
  }

  /// Finds the kernel.
  ///
  /// @throws KernelNotFoundException when the dump holds none, or not all that is needed of it
  public static LinuxKernel find(MemoryImage image) throws KernelNotFoundException {
    return new LinuxKernelFinder(image).find();
  }

  private LinuxKernel find() throws KernelNotFoundException {
    KernelPlaces places = new KernelPlaces(image);
    KernelPlace place =
        places
            .byVmcoreInfo()
            .orElseThrow(
                () ->
                    new KernelNotFoundException(
                        image.path(),
                        "no Linux kernel: no VMCOREINFO in it"
                            + rejections(places.rejected())
                            + "; is it a dump of a whole x86-64 Linux machine?"));
    VirtualMemory memory = new VirtualMemory(place.space());
    SymbolTable symbols = symbols(memory, place);
    TypeTable types = types(memory, symbols);
    return describe(place, symbols, new Structures(memory, types));
  }

  private static String rejections(List<String> rejected) {
    return rejected.isEmpty() ? "" : " that fits (" + String.join("; ", rejected) + ")";
  }

  private SymbolTable symbols(VirtualMemory memory, KernelPlace place)
      throws KernelNotFoundException {
    Optional<KallsymsTables> tables = place.info().flatMap(LinuxKernelFinder::tables);
    if (tables.isEmpty()) {
      throw new KernelNotFoundException(
          image.path(),
          place.source() + " doesn't say where kallsyms is (kernels before 6.0): give --symbols");
    }
    try {
      return Kallsyms.read(memory, tables.get());
    } catch (MalformedSymbolsException e) {
      throw new KernelNotFoundException(image.path(), e.getMessage(), e);
    }
  }

  private static Optional<KallsymsTables> tables(VmcoreInfo info) {
    String[] names = {
      "num_syms", "names", "token_table", "token_index", "offsets", "relative_base"
    };
    long[] found = new long[names.length];
    for (int i = 0; i < names.length; i++) {
      OptionalLong address = info.symbol("kallsyms_" + names[i]);
      if (address.isEmpty()) {
        return Optional.empty();
      }
      found[i] = address.getAsLong();
    }
    return Optional.of(
        new KallsymsTables(found[0], found[1], found[2], found[3], found[4], found[5]));
  }

  private TypeTable types(VirtualMemory memory, SymbolTable symbols)
      throws KernelNotFoundException {
    try {
      return new BtfSearch(memory, symbols)
          .find()
          .orElseThrow(
              () ->
                  new KernelNotFoundException(
                      image.path(),
                      "no BTF in the kernel's memory: give its layouts with --symbols (ISF, vmlinux"
                          + " or detached BTF)"));
    } catch (MalformedSymbolsException e) {
      throw new KernelNotFoundException(image.path(), e.getMessage(), e);
    }
  }

  private static LinuxKernel describe(
      KernelPlace place, SymbolTable symbols, Structures structures) {
    X64AddressSpace space = place.space();
    KernelRegions regions = new KernelRegions(structures, symbols, space.levels() == 5);
    Optional<VmcoreInfo> info = place.info();
    String banner = regions.banner();
    return new LinuxKernel(
        info.flatMap(i -> i.value("OSRELEASE")).orElseGet(() -> regions.release(banner)),
        banner,
        info.map(VmcoreInfo::kernelOffset).orElse(OptionalLong.empty()).orElse(0),
        info.map(i -> i.number("phys_base")).orElse(OptionalLong.empty()).orElse(0),
        space.root(),
        space.levels(),
        space,
        symbols,
        structures,
        regions.directMapBase(),
        regions.vmemmapBase(),
        regions.cpus(),
        regions.clock(),
        List.of());
  }
}
