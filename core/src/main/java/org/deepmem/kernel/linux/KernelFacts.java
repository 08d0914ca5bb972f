package org.deepmem.kernel.linux;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.kernel.KernelFact;

/// Says in words what was found of a kernel.
final class KernelFacts {
  private KernelFacts() {}

  /// @param place how the page tables were found
  static List<KernelFact> of(LinuxKernel kernel, String place) {
    String symbols = kernel.symbols().source();
    boolean wide = kernel.space().wordSize() == Long.BYTES;
    List<KernelFact> facts = new ArrayList<>();
    facts.add(new KernelFact("release", kernel.release(), place));
    if (!kernel.banner().isEmpty()) {
      facts.add(new KernelFact("version", kernel.banner(), "linux_banner"));
    }
    facts.add(pageTables(kernel.pageTableRoot(), kernel.levels(), place));
    facts.add(new KernelFact("KASLR offset", KernelFact.hexadecimal(kernel.kaslrOffset()), place));
    facts.add(new KernelFact("physical base", signedHex(kernel.physBase()), place));
    facts.add(
        new KernelFact(
            "direct map",
            KernelFact.hexadecimal(kernel.directMapBase()),
            wide ? "page_offset_base" : place));
    facts.add(
        new KernelFact(
            "page array",
            KernelFact.hexadecimal(kernel.vmemmapBase()),
            wide ? "vmemmap_base" : "mem_map"));
    facts.add(
        new KernelFact("CPUs", Integer.toString(kernel.cpus().size()), "__cpu_possible_mask"));
    facts.add(new KernelFact("symbols", Integer.toString(kernel.symbols().size()), symbols));
    facts.add(new KernelFact("layouts", kernel.types().source(), kernel.types().source()));
    kernel
        .clock()
        .ifPresent(
            clock -> {
              facts.add(
                  new KernelFact(
                      "booted",
                      clock.boot().truncatedTo(ChronoUnit.SECONDS).toString(),
                      "tk_core"));
              facts.add(new KernelFact("taken", clock.now().toString(), "tk_core"));
            });
    return facts;
  }

  static KernelFact pageTables(long root, int levels, String place) {
    return new KernelFact(
        "page tables",
        "physical %s, %d levels".formatted(KernelFact.hexadecimal(root), levels),
        place);
  }

  private static String signedHex(long value) {
    return value < 0 ? "-" + KernelFact.hexadecimal(-value) : KernelFact.hexadecimal(value);
  }
}
