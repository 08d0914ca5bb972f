package org.deepmem.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.deepmem.Dump;
import org.deepmem.benchmarks.VolatilityPlugin.Source;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.label.TruthFile;
import org.deepmem.symbols.SymbolFiles;

/// Compares what Volatility 3 lists in a Windows image with the image's truth, object by object,
/// and so what `deepmem label` finds; and the seconds of both, each a process of its own.
///
/// Arguments: an image of `deepmem lab synthesize`, beside which its truth and its symbols lie;
/// nothing; the folder with `vol.py`. Fails when a plugin lists less than the living objects that
/// it can, or more than those and, for a pool scan, the freed ones of the truth and what can't be
/// an object ([ListableObjects]); and when our own living objects aren't the truth's. Objects are
/// compared by physical address: a frame may be mapped twice, and a scan of virtual memory lists
/// its objects twice.
public final class VolatilityAgreement {
  private static final String ROW = "%-20s %-21s %7s %8s %7s %7s %7s %7s %7s%n";
  private static final int SHOWN = 8;

  private final List<LabelledObject> truth;
  private final ListableObjects listable;
  private boolean agrees = true;

  private VolatilityAgreement(List<LabelledObject> truth, ListableObjects listable) {
    this.truth = truth;
    this.listable = listable;
  }

  /// Runs the comparison.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path image = Path.of(arguments[0]).toAbsolutePath();
    Path volatility = Path.of(arguments[2]);
    String stem = String.valueOf(image.getFileName()).replaceFirst("\\.[^.]*$", "");
    Path truth = image.resolveSibling(stem + ".truth.jsonl");
    Path symbols = Files.createTempDirectory("symbols");
    Files.copy(
        image.resolveSibling(stem + ".symbols.json"), symbols.resolve(stem + ".symbols.json"));
    Path cache = Files.createTempDirectory("volatility-cache");
    Path ours = Files.createTempDirectory("label");
    deepmem("--version");
    double label = deepmem("label", image + "", "-o", ours + "", "--symbols", symbols + "");
    List<LabelledObject> found = TruthFile.read(ours.resolve(stem + ".truth.jsonl"));
    StringBuilder times = new StringBuilder();
    double total = 0;
    boolean agrees;
    try (Dump dump = Dump.open(image, SymbolFiles.open(List.of(symbols)))) {
      VolatilityAgreement agreement =
          new VolatilityAgreement(TruthFile.read(truth), ListableObjects.of(dump.kernel(), found));
      System.out.printf(
          ROW, "by", "type", "live", "unlisted", "listed", "missing", "freed", "misread", "beside");
      for (VolatilityPlugin plugin : VolatilityPlugin.values()) {
        VolatilityRun run = VolatilityRun.of(volatility, plugin, image, symbols, cache);
        total += run.seconds();
        times.append("%s %.1f s, ".formatted(plugin.plugin(), run.seconds()));
        agreement.compare(plugin, run);
      }
      agreement.compare(found);
      agrees = agreement.agrees;
    }
    System.out.println(times);
    System.out.printf(
        "Volatility 3, all plugins %.1f s; deepmem label %.1f s; %.1f times faster%n",
        total, label, total / label);
    if (!agrees) {
      throw new IOException(image + ": the truth and what was listed differ; see the table");
    }
  }

  private void compare(VolatilityPlugin plugin, VolatilityRun run) {
    for (String type : new TreeSet<>(plugin.types().values())) {
      Set<Long> known = addresses(type, object -> true);
      Set<Long> objects = new HashSet<>();
      int misread = 0;
      for (long row : run.addresses().getOrDefault(type, Set.of())) {
        long physical = listable.physical(row);
        if (plugin.source() == Source.POOL
            && !known.contains(physical)
            && listable.misread(type, row)) {
          misread++;
        } else {
          objects.add(physical);
        }
      }
      report(plugin.plugin(), type, object -> listable.lists(plugin, object), objects, misread);
    }
  }

  private void compare(List<LabelledObject> found) {
    Set<String> types = new TreeSet<>();
    truth.forEach(object -> types.add(object.type()));
    found.forEach(object -> types.add(object.type()));
    for (String type : types) {
      Set<Long> objects = new HashSet<>();
      for (LabelledObject object : found) {
        if (object.type().equals(type) && isLive(object)) {
          objects.add(object.physicalAddress());
        }
      }
      report("deepmem label", type, object -> true, objects, 0);
    }
  }

  /// Prints a row of the table, and examples of what differs.
  ///
  /// @param listed which living objects of the type must be listed
  /// @param objects physical addresses of what was listed, the misread left out
  private void report(
      String by, String type, Predicate<LabelledObject> listed, Set<Long> objects, int misread) {
    Set<Long> unlisted = addresses(type, object -> isLive(object) && !listed.test(object));
    Set<Long> missing = addresses(type, object -> isLive(object) && listed.test(object));
    int live = missing.size() + unlisted.size();
    Set<Long> beside = new TreeSet<>(objects);
    beside.removeAll(missing);
    Set<Long> freed = addresses(type, object -> !isLive(object));
    freed.retainAll(beside);
    if (by.endsWith("scan")) {
      beside.removeAll(freed);
    }
    missing.removeAll(objects);
    System.out.printf(
        ROW,
        by,
        type,
        live,
        unlisted.size(),
        live - unlisted.size() - missing.size(),
        missing.size(),
        freed.size(),
        misread,
        beside.size());
    show("missing", missing);
    show("beside", beside);
    agrees &= missing.isEmpty() && beside.isEmpty();
  }

  private Set<Long> addresses(String type, Predicate<LabelledObject> which) {
    Set<Long> addresses = new TreeSet<>();
    for (LabelledObject object : truth) {
      if (object.type().equals(type) && which.test(object)) {
        addresses.add(object.physicalAddress());
      }
    }
    return addresses;
  }

  private static boolean isLive(LabelledObject object) {
    return object.state() == ObjectState.LIVE;
  }

  private static void show(String what, Set<Long> addresses) {
    addresses.stream()
        .limit(SHOWN)
        .forEach(address -> System.out.printf("  %s: 0x%x%n", what, address));
  }

  /// Seconds of a run of our program, the whole process.
  private static double deepmem(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "./deepmem";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    long began = System.nanoTime();
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " ended with status " + status);
    }
    return (System.nanoTime() - began) * 1e-9;
  }
}
