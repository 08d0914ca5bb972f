package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.deepmem.Dump;
import org.deepmem.DumpScan;
import org.deepmem.Explainer;
import org.deepmem.ModelChoice;
import org.deepmem.ObjectDetector;
import org.deepmem.detection.Candidate;
import org.deepmem.detection.Classified;
import org.deepmem.detection.Detection;
import org.deepmem.finding.DumpIdentity;
import org.deepmem.finding.ExplainedObject;
import org.deepmem.finding.Explanation;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.label.ObjectState;
import org.deepmem.model.WarmUp;
import org.deepmem.paging.AddressSpace;
import org.deepmem.report.ExplanationJson;
import org.deepmem.report.ExplanationText;
import org.deepmem.symbols.LeafMembers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `deepmem explain`: why there is an object at an address, or none.
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says why a scan finds an object at an address, or doesn't: the votes for and against it, its"
          + " members, what points to it and where it leads, its bytes."
    },
    footer = {
      "",
      "Examples:",
      "  deepmem explain memory.elf 0xffff888003a1c000",
      "  deepmem explain memory.elf phys:0x3a1c000 --type task_struct --format json"
    })
final class ExplainCommand implements Callable<Integer> {
  /// The forms of an explanation.
  enum Format {
    TEXT,
    JSON
  }

  @Parameters(index = "0", paramLabel = "DUMP", description = "The memory dump.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "ADDRESS",
      converter = AddressArgument.Converter.class,
      description =
          "Virtual address of any byte of the object, hexadecimal, or phys: and a physical one.")
  private AddressArgument address = new AddressArgument(0, false);

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text or json (${DEFAULT-VALUE}).")
  private Format format = Format.TEXT;

  @Mixin private TypesOption types = new TypesOption();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private SymbolsOption symbols = new SymbolsOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    Instant start = Instant.now();
    WarmUp.start();
    try (Dump dump = Dump.open(file, symbols.open())) {
      long asked = address.canonical(dump);
      ModelChoice.Chosen chosen =
          model.choice().read(dump.family(), dump.release().stream().toList());
      types.check(chosen.network(), chosen.path());
      CompletableFuture<Optional<Kernel>> kernel =
          CompletableFuture.supplyAsync(() -> kernel(dump));
      MemoryGraph graph = dump.graph(chosen.network().cut());
      Classified found = new ObjectDetector(chosen.network()).classify(graph);
      Optional<Kernel> named = kernel.join();
      Explainer explainer =
          new Explainer(graph, found, dump.space()::read, Explainer.sizes(chosen.network(), named));
      Optional<Candidate> candidate = explainer.at(asked, types::wanted);
      if (candidate.isEmpty()) {
        throw new IOException(nothing(asked, explainer));
      }
      ExplainedObject explained =
          explained(dump, asked, candidate.get(), found.detection(), explainer, named);
      if (format == Format.JSON) {
        DumpIdentity identity = identity(dump, start, chosen.path(), named);
        console.write(out -> out.write(ExplanationJson.of(identity, explained)));
      } else {
        console.write(out -> out.write(ExplanationText.of(explained)));
      }
      tellOfAddress(asked);
      console.reportDamage(dump.image());
    }
    return 0;
  }

  private ExplainedObject explained(
      Dump dump,
      long asked,
      Candidate candidate,
      Detection found,
      Explainer explainer,
      Optional<Kernel> kernel) {
    Optional<ObjectState> is =
        found.candidates().contains(candidate) ? found.state(candidate) : Optional.empty();
    ObjectState state =
        is.orElse(
            candidate.freedScore() > candidate.score() ? ObjectState.RESIDUAL : ObjectState.LIVE);
    Explanation why = explainer.explain(candidate.type(), candidate.address());
    return new ExplainedObject(
        asked,
        dump.described(found, candidate, state, kernel),
        is.isPresent(),
        found.threshold(candidate.type(), state),
        explainer.evidence(candidate),
        kernel
            .map(k -> k.members().of(candidate.type(), candidate.address()))
            .orElse(ObjectFacts.NONE),
        why,
        kernel.map(k -> LeafMembers.of(k.types(), candidate.type())).orElse(List.of()),
        pointers(dump, why, explainer),
        dump.space().wordSize());
  }

  /// The object's words that lead into found objects.
  private static List<ExplainedObject.Pointer> pointers(
      Dump dump, Explanation why, Explainer explainer) {
    List<ExplainedObject.Pointer> pointers = new ArrayList<>();
    AddressSpace space = dump.space();
    int wordSize = space.wordSize();
    for (int offset = 0; offset + wordSize <= why.present(); offset += wordSize) {
      long word = 0;
      for (int i = wordSize - 1; i >= 0; i--) {
        word = word << Byte.SIZE | (why.bytes()[offset + i] & 0xff);
      }
      long physical = space.physical(word);
      OptionalLong canonical =
          Long.compareUnsigned(word, space.kernelStart()) < 0 || physical == AddressSpace.UNMAPPED
              ? OptionalLong.empty()
              : dump.canonical(physical);
      Optional<Candidate> target =
          canonical.isPresent() ? explainer.foundAt(canonical.getAsLong()) : Optional.empty();
      if (target.isPresent()) {
        long start = target.get().address();
        pointers.add(
            new ExplainedObject.Pointer(
                offset, target.get().type(), start, (int) (canonical.getAsLong() - start)));
      }
    }
    return pointers;
  }

  /// That there is nothing, and what is nearest.
  private String nothing(long asked, Explainer explainer) {
    List<String> nearest = new ArrayList<>();
    for (Candidate object : explainer.around(asked)) {
      boolean before = Long.compareUnsigned(object.address(), asked) <= 0;
      nearest.add(
          "%s is %s at 0x%x"
              .formatted(before ? "before it" : "after it", object.type(), object.address()));
    }
    return "%s: no node votes for an object there; %s"
        .formatted(address, nearest.isEmpty() ? "nor were any found" : String.join(", ", nearest));
  }

  /// Says by which address the dump knows the byte, where that is another one.
  private void tellOfAddress(long asked) {
    if (address.physical() || address.value() != asked) {
      console.note("deepmem: %s is 0x%s to a scan", address, Long.toHexString(asked));
    }
  }

  private static DumpIdentity identity(
      Dump dump, Instant start, Path modelFile, Optional<Kernel> kernel) throws IOException {
    DumpScan.Origin origin = new DumpScan.Origin(VersionProvider.title(), modelFile, false);
    try (DumpScan scan = new DumpScan(dump, origin)) {
      return scan.identity(kernel, start);
    }
  }

  private Optional<Kernel> kernel(Dump dump) {
    try {
      return Optional.of(dump.kernel());
    } catch (KernelNotFoundException e) {
      console.note("deepmem: members stay without names: %s", FailureLine.line(e));
      return Optional.empty();
    }
  }
}
