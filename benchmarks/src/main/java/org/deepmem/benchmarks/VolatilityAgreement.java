package org.deepmem.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.label.TruthFile;

/// Compares what Volatility 3 lists in a Windows image with the image's truth, object by object,
/// and its time with that of our own lists, pool scan and handles, which give all of it in one
/// process.
///
/// Arguments: an image of `deepmem lab synthesize`, beside which its truth and its folder of
/// symbols lie; nothing; the folder with `vol.py`. Fails when a plugin lists less than the living
/// objects, or more than those and, for a pool scan, the freed ones.
public final class VolatilityAgreement {
  private static final String ROW = "%-20s %-22s %8s %8s %8s %8s %8s%n";

  private VolatilityAgreement() {}

  /// Runs the comparison.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path image = Path.of(arguments[0]).toAbsolutePath();
    Path volatility = Path.of(arguments[2]);
    String stem = String.valueOf(image.getFileName()).replaceFirst("\\.[^.]*$", "");
    List<LabelledObject> truth = TruthFile.read(image.resolveSibling(stem + ".truth.jsonl"));
    Path symbols = image.resolveSibling(stem + ".symbols");
    Path cache = Files.createTempDirectory("volatility-cache");
    System.out.printf(ROW, "plugin", "type", "live", "listed", "missing", "beside", "seconds");
    double total = 0;
    boolean agrees = true;
    for (VolatilityPlugin plugin : VolatilityPlugin.values()) {
      VolatilityRun run = VolatilityRun.of(volatility, plugin, image, symbols, cache);
      total += run.seconds();
      agrees &= report(plugin, truth, run);
    }
    double ours = label(image, symbols);
    System.out.printf(
        "Volatility 3, all plugins %.1f s; deepmem label %.1f s; %.1f times faster%n",
        total, ours, total / ours);
    if (!agrees) {
      throw new IOException(image + ": Volatility 3 and the truth differ; see the table");
    }
  }

  /// Prints a row; `beside` counts what is listed and no living object, freed ones left out where
  /// they may be listed.
  private static boolean report(
      VolatilityPlugin plugin, List<LabelledObject> truth, VolatilityRun run) {
    Map<Long, LabelledObject> byAddress = new HashMap<>();
    Set<LabelledObject> missing = new HashSet<>();
    for (LabelledObject object : truth) {
      if (object.type().equals(plugin.type())) {
        byAddress.put(object.virtualAddress(), object);
        byAddress.put(object.physicalAddress(), object);
        if (object.state() == ObjectState.LIVE) {
          missing.add(object);
        }
      }
    }
    int live = missing.size();
    int beside = 0;
    for (long address : run.addresses()) {
      LabelledObject object = byAddress.get(address);
      if (object != null) {
        missing.remove(object);
      }
      boolean expected =
          object != null && (object.state() == ObjectState.LIVE || plugin.mayListResiduals());
      if (!expected) {
        beside++;
      }
    }
    System.out.printf(
        ROW,
        plugin.plugin(),
        plugin.type(),
        live,
        run.addresses().size(),
        missing.size(),
        beside,
        "%.1f".formatted(run.seconds()));
    return missing.isEmpty() && beside == 0;
  }

  /// Seconds of `deepmem label`, the whole process.
  private static double label(Path image, Path symbols) throws IOException, InterruptedException {
    Path output = Files.createTempDirectory("label");
    long began = System.nanoTime();
    int status =
        new ProcessBuilder(
                "./deepmem",
                "label",
                image.toString(),
                "-o",
                output.toString(),
                "--symbols",
                symbols.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException(image + ": deepmem label ended with status " + status);
    }
    return (System.nanoTime() - began) * 1e-9;
  }
}
