package org.deepmem.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.deepmem.Dump;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.kernel.linux.LinuxKernelFinder;
import org.deepmem.kernel.linux.LinuxNames;
import org.deepmem.kernel.linux.LinuxObjects;
import org.deepmem.kernel.linux.ObjectTypes;
import org.deepmem.kernel.linux.SlabCache;
import org.deepmem.symbols.SymbolFiles;

/// Compares what is read out of a dump with what the guest itself said when it was taken.
public final class GuestAgreement {
  private GuestAgreement() {}

  /// Fails where threads or the totals of a slab cache differ.
  ///
  /// @param dump the memory
  /// @param guest the folder with what the guest said
  public static void check(Path dump, Path guest) throws IOException {
    check(dump, guest, SymbolFiles.NONE);
  }

  /// The same for a dump that doesn't describe itself.
  ///
  /// @param files of the guest's kernel
  public static void check(Path dump, Path guest, SymbolFiles files) throws IOException {
    try (Dump open = Dump.open(dump)) {
      LinuxKernel kernel = LinuxKernelFinder.find(open.image(), files);
      LinuxObjects objects = new LinuxObjects(kernel, ObjectTypes.linux());
      assertThat(threads(kernel, objects))
          .as("threads of %s", dump)
          .isEqualTo(GuestThreads.listed(guest));
      assertThat(slabs(objects.caches()))
          .as("slab caches of %s: name, active and all objects", dump)
          .isEqualTo(slabs(guest.resolve("slabinfo")));
    }
  }

  private static TreeSet<String> threads(LinuxKernel kernel, LinuxObjects objects) {
    LinuxNames names = new LinuxNames(kernel);
    TreeSet<String> threads = new TreeSet<>();
    for (long task : objects.listed("task_struct")) {
      Map<String, String> facts = names.of("task_struct", task);
      threads.add(
          GuestThreads.thread(String.valueOf(facts.get("pid")), String.valueOf(facts.get("comm"))));
    }
    threads.removeIf(thread -> thread.startsWith("0\t")); // the idle tasks are in no list of /proc
    return threads;
  }

  private static Map<String, String> slabs(List<SlabCache> caches) {
    Map<String, String> totals = new TreeMap<>();
    caches.forEach(c -> totals.put(c.name(), c.activeObjects() + " " + c.slots()));
    return totals;
  }

  private static Map<String, String> slabs(Path said) throws IOException {
    Map<String, String> totals = new TreeMap<>();
    for (String line : Files.readAllLines(said)) {
      String[] fields = line.split("\\s+");
      if (!line.startsWith("slabinfo") && !line.startsWith("#")) {
        totals.put(fields[0], fields[1] + " " + fields[2]);
      }
    }
    return totals;
  }
}
