package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.deepmem.Dump;
import org.deepmem.DumpScan;
import org.deepmem.detection.Classified;
import org.deepmem.detection.Detection;
import org.deepmem.finding.ScanResult;
import org.deepmem.graph.GraphProfile;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelViews;
import org.deepmem.model.GnnModel;
import org.deepmem.model.TrainingRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// How dumps are scanned, by all verbs that do.
@Command
final class ScanOptions {
  @Mixin private AdaptOption adapt = new AdaptOption();
  @Mixin private TypesOption types = new TypesOption();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private SymbolsOption symbols = new SymbolsOption();

  /// What of a result is wanted.
  ///
  /// @param view which objects, and whether the kernel's views are read
  /// @param members what the members of objects say
  /// @param hash the dump's own
  /// @param reasons what objects were found by
  record Wanted(ViewOptions view, boolean members, boolean hash, boolean reasons) {}

  /// A result, and what it was found in and by.
  ///
  /// @param reasons empty where they weren't wanted, or can't be had
  record Scanned(
      ScanResult result,
      GnnModel network,
      MemoryGraph graph,
      Optional<Kernel> kernel,
      Optional<Classified> reasons) {}

  /// Opens a dump, with the symbols that were given.
  Dump open(Path file) throws IOException {
    return Dump.open(file, symbols.open());
  }

  /// Whether a type is asked for.
  boolean wanted(String type) {
    return types.wanted(type);
  }

  /// Scans a dump.
  Scanned scan(Dump dump, Wanted wanted, Console console) throws IOException {
    Instant began = Instant.now();
    ModelOption.Chosen chosen = model.read(dump.family(), dump.release().stream().toList());
    GnnModel network = chosen.network();
    types.check(network, chosen.path());
    CompletableFuture<FoundKernel> kernel =
        CompletableFuture.supplyAsync(() -> FoundKernel.of(dump));
    CompletableFuture<Optional<KernelViews>> views =
        kernel.thenApply(known -> wanted.view().read(known.kernel()));
    DumpScan.Origin origin =
        new DumpScan.Origin(VersionProvider.title(), chosen.path(), wanted.hash());
    try (DumpScan scan = new DumpScan(dump, origin)) {
      MemoryGraph graph = dump.graph(network.cut());
      AdaptOption.Found detected = adapt.detect(network, graph, wanted.reasons(), console);
      Detection found = detected.detection();
      FoundKernel named = kernel.join();
      ViewOptions.Viewed viewed =
          wanted.view().objects(dump, found, named.kernel(), views.join(), types);
      List<String> warnings = new ArrayList<>(named.warnings());
      warnings.addAll(ofKernel(dump.release(), network, found));
      warnings.addAll(ofRange(network, graph));
      warnings.addAll(viewed.warnings());
      if (viewed.objects().isEmpty() && wanted.view().wantsAll()) {
        warnings.add("no objects found; the model may not fit this kernel (see 'deepmem info')");
      }
      ScanResult result =
          scan.result(
              viewed.objects(), named.kernel(), viewed.asked(), began, wanted.members(), warnings);
      return new Scanned(result, network, graph, named.kernel(), detected.reasons());
    }
  }

  /// Whether the dump is unlike those that the model learnt from.
  private static List<String> ofRange(GnnModel network, MemoryGraph graph) {
    return TrainingRange.of(network)
        .map(range -> range.outside(GraphProfile.of(graph)))
        .orElse(List.of());
  }

  /// Whether the kernel is a strange one, and what was done about it.
  private List<String> ofKernel(Optional<String> release, GnnModel network, Detection found) {
    List<String> warnings = new ArrayList<>();
    boolean known = network.trainedOn().isEmpty() || release.map(network::knows).orElse(true);
    List<String> moved = found.movedTypes(network.keyNodes());
    if (!known) {
      warnings.add(
          "%s isn't among the kernels that the model learnt from (%s)"
              .formatted(release.orElse(""), network.trainedOn()));
    }
    if (!moved.isEmpty()) {
      warnings.add(
          "members lie elsewhere in this kernel; their offsets were solved from the dump, for %s%s"
              .formatted(String.join(", ", moved), adapt.asked() ? "" : "; --adapt finds more"));
    }
    return warnings;
  }
}
