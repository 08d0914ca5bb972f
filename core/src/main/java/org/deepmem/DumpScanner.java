package org.deepmem;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.deepmem.detection.Classified;
import org.deepmem.detection.DetectedObject;
import org.deepmem.detection.Detection;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ScanResult;
import org.deepmem.graph.GraphProfile;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelViews;
import org.deepmem.label.ObjectState;
import org.deepmem.model.GnnModel;
import org.deepmem.model.TrainingRange;

/// A whole scan of a dump: what a model finds, what the kernel's own views say of it, and what an
/// analyst has to know before believing it.
///
/// @param wanted what of a result is wanted
/// @param detector finds objects in a graph
public record DumpScanner(Wanted wanted, Detector detector) {

  /// What of a result is wanted.
  ///
  /// @param tool name and version of the program
  /// @param views whether the kernel's views are read beside
  /// @param freed whether freed objects are listed
  /// @param members whether what objects' members say is decoded
  /// @param hash whether the dump is hashed
  /// @param every whether all kinds of objects are listed, so that none means none was found
  public record Wanted(
      String tool, boolean views, boolean freed, boolean members, boolean hash, boolean every) {}

  /// Finds objects.
  @FunctionalInterface
  public interface Detector {
    Found detect(GnnModel model, MemoryGraph graph) throws IOException;
  }

  /// What was found.
  ///
  /// @param reasons what it was found by; empty where they weren't to be kept, or can't be had
  /// @param adapted whether the model was adapted to the dump's kernel
  public record Found(Detection detection, Optional<Classified> reasons, boolean adapted) {}

  /// A result, and what it was found in and by.
  ///
  /// @param reasons as in [Found]
  public record Scanned(
      ScanResult result,
      GnnModel network,
      MemoryGraph graph,
      Optional<Kernel> kernel,
      Optional<Classified> reasons) {}

  /// Finds objects by the model as it is.
  public static Found plainly(GnnModel model, MemoryGraph graph) {
    return new Found(new ObjectDetector(model).detect(graph), Optional.empty(), false);
  }

  /// Scans a dump.
  ///
  /// @param listed which objects are wanted
  /// @throws IOException when the model can't be read again to be hashed
  public Scanned scan(Dump dump, ModelChoice.Chosen model, Predicate<FoundObject> listed)
      throws IOException {
    Instant began = Instant.now();
    GnnModel network = model.network();
    CompletableFuture<FoundKernel> kernel =
        CompletableFuture.supplyAsync(() -> FoundKernel.of(dump));
    CompletableFuture<Optional<KernelViews>> views =
        kernel.thenApply(
            known -> wanted.views() ? known.kernel().map(Kernel::views) : Optional.empty());
    DumpScan.Origin origin = new DumpScan.Origin(wanted.tool(), model.path(), wanted.hash());
    try (DumpScan scan = new DumpScan(dump, origin)) {
      MemoryGraph graph = dump.graph(network.cut());
      Found found = detector.detect(network, graph);
      FoundKernel named = kernel.join();
      Optional<KernelViews> read = views.join();
      List<FoundObject> objects =
          objects(dump, found.detection(), named.kernel(), read).stream().filter(listed).toList();
      List<String> warnings = new ArrayList<>(named.warnings());
      warnings.addAll(ofKernel(dump.release(), network, found));
      warnings.addAll(ofRange(network, graph));
      warnings.addAll(ofViews(read));
      if (objects.isEmpty() && wanted.every()) {
        warnings.add("no objects found; the model may not fit this kernel (see 'deepmem info')");
      }
      ScanResult result =
          scan.result(
              objects,
              named.kernel(),
              read.map(KernelViews::asked).orElse(Set.of()),
              began,
              wanted.members(),
              warnings);
      return new Scanned(result, network, graph, named.kernel(), found.reasons());
    }
  }

  private List<FoundObject> objects(
      Dump dump, Detection found, Optional<Kernel> kernel, Optional<KernelViews> views) {
    if (views.isPresent()) {
      return dump.crossViewed(found, kernel.orElseThrow(), views.get(), wanted.freed());
    }
    List<DetectedObject> objects = new ArrayList<>(dump.described(found, ObjectState.LIVE, kernel));
    if (wanted.freed()) {
      objects.addAll(dump.described(found, ObjectState.RESIDUAL, kernel));
    }
    return objects.stream().map(FoundObject::of).sorted(FoundObject.ORDER).toList();
  }

  private List<String> ofViews(Optional<KernelViews> read) {
    if (read.isPresent() || !wanted.views()) {
      return read.map(KernelViews::warnings).orElse(List.of());
    }
    return List.of(
        "without the kernel's symbols its lists and tables can't be read: nothing is told of"
            + " hidden objects");
  }

  /// Whether the dump is unlike those that the model learnt from.
  private static List<String> ofRange(GnnModel network, MemoryGraph graph) {
    return TrainingRange.of(network)
        .map(range -> range.outside(GraphProfile.of(graph)))
        .orElse(List.of());
  }

  /// Whether the kernel is a strange one, and what was done about it.
  private static List<String> ofKernel(Optional<String> release, GnnModel network, Found found) {
    List<String> warnings = new ArrayList<>();
    boolean known = network.trainedOn().isEmpty() || release.map(network::knows).orElse(true);
    List<String> moved = found.detection().movedTypes(network.keyNodes());
    if (!known) {
      warnings.add(
          "%s isn't among the kernels that the model learnt from (%s)"
              .formatted(release.orElse(""), network.trainedOn()));
    }
    if (!moved.isEmpty()) {
      warnings.add(
          "members lie elsewhere in this kernel; their offsets were solved from the dump, for %s%s"
              .formatted(String.join(", ", moved), found.adapted() ? "" : "; --adapt finds more"));
    }
    return warnings;
  }
}
