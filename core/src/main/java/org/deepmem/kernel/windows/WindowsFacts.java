package org.deepmem.kernel.windows;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deepmem.kernel.KernelFact;
import org.deepmem.kernel.KernelReader;

/// What was found out about a kernel, for `deepmem info`.
final class WindowsFacts {
  /// Members of `_KUSER_SHARED_DATA`, at the same places in every version.
  private static final int INTERRUPT_TIME = 0x8;

  private static final int SYSTEM_TIME = 0x14;
  private static final int MAX_CPUS = 2048;

  private WindowsFacts() {}

  /// What needs no symbols.
  static List<KernelFact> of(WindowsPlace place) {
    List<KernelFact> facts = new ArrayList<>();
    place
        .build()
        .ifPresent(
            build -> {
              String release = build.title(place.paging().wide());
              facts.add(new KernelFact("release", release, build.source()));
              if (!build.lab().isEmpty()) {
                facts.add(new KernelFact("build", build.lab(), "NtBuildLab"));
              }
            });
    facts.add(
        new KernelFact("kernel base", KernelFact.hexadecimal(place.kernelBase()), "PE image"));
    place
        .pdb()
        .ifPresent(pdb -> facts.add(new KernelFact("symbols", pdb.toString(), "debug record")));
    facts.add(
        new KernelFact(
            "page table root",
            "%s (%s)"
                .formatted(
                    KernelFact.hexadecimal(place.directoryTableBase()), place.paging().label()),
            place.source()));
    facts.add(
        new KernelFact(
            "debugger data",
            place
                .kdbg()
                .map(block -> KernelFact.hexadecimal(block.address()))
                .orElse("none in clear"),
            "search of the kernel's image"));
    return List.copyOf(facts);
  }

  static List<KernelFact> of(WindowsKernel kernel) {
    WindowsPlace place = kernel.place();
    KernelReader reader = kernel.reader();
    List<KernelFact> facts = new ArrayList<>(of(place));
    int cpus = cpus(reader);
    if (cpus > 0) {
      facts.add(new KernelFact("processors", Integer.toString(cpus), "KiProcessorBlock"));
    }
    taken(place, reader)
        .ifPresent(now -> facts.add(new KernelFact("time", now.toString(), "KUSER_SHARED_DATA")));
    up(place, reader)
        .map(up -> up.truncatedTo(ChronoUnit.SECONDS))
        .ifPresent(up -> facts.add(new KernelFact("uptime", up.toString(), "KUSER_SHARED_DATA")));
    facts.add(
        new KernelFact(
            "layouts", kernel.types().source(), "symbols: " + kernel.symbols().source()));
    return List.copyOf(facts);
  }

  /// The system's clock.
  static Optional<Instant> taken(WindowsPlace place, KernelReader reader) {
    long now = reader.word(place.paging().sharedData() + SYSTEM_TIME);
    return now > 0 ? Optional.of(WindowsTime.instant(now)) : Optional.empty();
  }

  /// How long the system has run.
  static Optional<Duration> up(WindowsPlace place, KernelReader reader) {
    long up = reader.word(place.paging().sharedData() + INTERRUPT_TIME);
    return up > 0 ? Optional.of(WindowsTime.duration(up)) : Optional.empty();
  }

  /// Processors: the entries of the array of their control blocks.
  private static int cpus(KernelReader reader) {
    long block = reader.symbol("KiProcessorBlock");
    int count = 0;
    while (block != 0
        && count < MAX_CPUS
        && reader.readable(reader.pointer(block + (long) count * reader.wordSize()), 1)) {
      count++;
    }
    return count;
  }
}
