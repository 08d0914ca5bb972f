package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.deepmem.Dump;
import org.deepmem.DumpScan;
import org.deepmem.LayoutLearning;
import org.deepmem.detection.Detection;
import org.deepmem.detection.MemberOffset.State;
import org.deepmem.detection.TypeLayout;
import org.deepmem.files.AsideFile;
import org.deepmem.finding.Finding;
import org.deepmem.finding.ScanResult;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.kernel.KernelViews;
import org.deepmem.model.GnnModel;
import org.deepmem.model.WarmUp;
import org.deepmem.report.LayoutReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `deepmem scan`: the objects of a dump.
@Command(
    name = "scan",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Finds the kernel objects of a dump by their content and connections. Needs no symbols;"
          + " where the dump has them, objects are named."
    },
    footer = {
      "",
      "Examples:",
      "  deepmem scan memory.elf",
      "  deepmem scan memory.elf --type task_struct --format jsonl > tasks.jsonl",
      "  deepmem scan memory.elf --view hidden",
      "  deepmem scan memory.elf --freed --type task_struct"
    })
final class ScanCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DUMP", description = "The memory dump.")
  private Path file = Path.of("");

  @Mixin private ResultOptions output = new ResultOptions();

  @Option(
      names = "--layout",
      paramLabel = "FILE",
      description =
          "Also write, as JSON, at which offsets the members of each type lie in this kernel, as"
              + " learnt from the dump alone.")
  private @Nullable Path layout;

  @Mixin private ViewOptions view = new ViewOptions();
  @Mixin private AdaptOption adapt = new AdaptOption();
  @Mixin private TypesOption types = new TypesOption();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private SymbolsOption symbols = new SymbolsOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    output.check();
    if (layout != null) {
      AsideFile.check(layout);
    }
    WarmUp.start();
    Instant began = Instant.now();
    try (Dump dump = Dump.open(file, symbols.open())) {
      ModelOption.Chosen chosen = model.read(dump.family(), dump.release().stream().toList());
      GnnModel network = chosen.network();
      types.check(network, chosen.path());
      CompletableFuture<FoundKernel> kernel =
          CompletableFuture.supplyAsync(() -> FoundKernel.of(dump));
      CompletableFuture<Optional<KernelViews>> views =
          kernel.thenApply(known -> view.read(known.kernel()));
      try (DumpScan scan = new DumpScan(dump, output.origin(chosen.path()))) {
        MemoryGraph graph = dump.graph(network.cut());
        Detection found = adapt.detect(network, graph, console);
        FoundKernel named = kernel.join();
        ViewOptions.Viewed viewed = view.objects(dump, found, named.kernel(), views.join(), types);
        List<String> warnings = new ArrayList<>(named.warnings());
        warnings.addAll(ofKernel(dump.release(), network, found));
        warnings.addAll(viewed.warnings());
        if (viewed.objects().isEmpty() && view.wantsAll()) {
          warnings.add("no objects found; the model may not fit this kernel (see 'deepmem info')");
        }
        ScanResult result =
            scan.result(
                viewed.objects(), named.kernel(), viewed.asked(), began, output.whole(), warnings);
        output.write(result, console);
        result.warnings().forEach(warning -> console.note("deepmem: %s: %s", file, warning));
        tellOfFindings(result);
        if (layout != null) {
          writeLayout(layout, network, graph, dump.release().orElse(""));
        }
      }
    }
    return 0;
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

  /// Says how many objects are out of order, since a long list hides them.
  private void tellOfFindings(ScanResult result) {
    long hidden = result.count(Finding.HIDDEN);
    long fabricated = result.count(Finding.FABRICATED);
    if (hidden + fabricated > 0) {
      console.note(
          "deepmem: %s: %d objects are hidden, %d fabricated: '--view flagged' lists them",
          file, hidden, fabricated);
    }
  }

  private void writeLayout(Path target, GnnModel network, MemoryGraph graph, String release)
      throws IOException {
    List<TypeLayout> learnt =
        LayoutLearning.learn(network, graph).stream()
            .filter(type -> types.wanted(type.type()))
            .toList();
    String dump = String.valueOf(file.getFileName());
    new LayoutReport(dump, release, network.trainedOn(), learnt).write(target);
    for (TypeLayout type : learnt) {
      console.note(
          "deepmem: %s: %s: %d members as learnt, %d elsewhere, %d unsolved",
          target,
          type.type(),
          type.count(State.AS_LEARNT),
          type.count(State.SOLVED),
          type.count(State.UNSOLVED));
    }
  }
}
