package org.deepmem.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.deepmem.Dump;
import org.deepmem.ObjectDetector;
import org.deepmem.detection.Candidate;
import org.deepmem.detection.Detection;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.lab.BundledDump;
import org.deepmem.lab.Tool;
import org.deepmem.lab.guest.Workload;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelFile;
import org.deepmem.symbols.SymbolFiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Boots a real 32-bit guest, of the newest build that apt offers, and detects in its dump without
/// symbols. The model may have learnt from another build, so that offsets are solved first; what is
/// asked of it holds for any build of Debian's 6.1.
@Tag("guest")
final class NarrowGuestTest {
  /// The most that threads and processes may differ by, as a share: freed objects that are still
  /// whole, and those that the bundled model misses.
  private static final double TOLERANCE = 0.03;

  @TempDir private static Path output;
  private static @Nullable CapturedDump captured;

  @BeforeAll
  static void boots() throws IOException {
    assumeTrue(Tool.QEMU.find().isPresent(), "skipped: apt-get install qemu-system-x86");
    captured =
        Capture.run(
                CapturePlan.of(GuestKernel.narrow(), output)
                    .seed(3)
                    .machine(new IntRange(128, 128), new IntRange(2, 2))
                    .workload(Workload.MIXED)
                    .timeout(Duration.ofSeconds(300))
                    .build(),
                CaptureListener.SILENT)
            .getFirst();
  }

  @Test
  void aDumpIsReadWithoutSymbols() throws Exception {
    Manifest.Boot boot = Objects.requireNonNull(dump().manifest().boot());
    assertThat(boot.threads()).isBetween(80L, 600L);
    try (Dump open = Dump.open(dump().dump())) {
      assertThat(open.family()).isEqualTo("linux-x86");
      assertThat(open.release().orElseThrow()).isEqualTo(boot.kernelVersion().split(" ", 4)[2]);
      MemoryGraph graph = open.graph();
      assertThat(graph.wordSize()).isEqualTo(4);
      assertThat(graph.nodes()).isBetween(200_000, 3_000_000);
      assertThatThrownBy(open::kernel)
          .isInstanceOf(KernelNotFoundException.class)
          .hasMessageContaining("--symbols System.map");
    }
  }

  @Test
  void theThreadsThatTheGuestListsAreFoundWithoutSymbols() throws Exception {
    GnnModel model = ModelFile.read(BundledDump.NARROW_MODEL);
    try (Dump open = Dump.open(dump().dump())) {
      String release = open.release().orElseThrow();
      Detection detection = new ObjectDetector(model).detect(open.graph(model.cut()));
      List<Long> tasks = addresses(detection, "task_struct");
      Set<String> listed = GuestThreads.listed(dump().guest());
      assertThat(tasks).as("found task_structs, of %s", release).hasSizeGreaterThan(80);
      Set<String> found =
          new FoundThreads(open.space(), tasks, model.sizes().getOrDefault("task_struct", 0))
              .like(listed);
      int few = (int) Math.ceil(TOLERANCE * listed.size());
      assertThat(without(listed, found))
          .as("threads not found, of %s", release)
          .hasSizeLessThanOrEqualTo(few);
      assertThat(without(found, listed))
          .as("threads found that there are none of, in %s", release)
          .hasSizeLessThanOrEqualTo(few);
      int processes = Files.readAllLines(dump().guest().resolve("processes")).size();
      assertThat(addresses(detection, "signal_struct"))
          .as("found signal_structs, one a process, of %s", release)
          .hasSizeBetween(
              (int) Math.floor((1 - TOLERANCE) * processes),
              (int) Math.ceil((1 + TOLERANCE) * processes) + 1); // the second CPU's idle task
    }
  }

  /// The kernel's debug package is too large to be fetched by a test: compared where
  /// `DEEPMEM_I386_SYMBOLS` in the environment names System.map and detached BTF (separated as on
  /// the PATH) of the kernel in `DEEPMEM_I386_KERNEL`.
  @Test
  void truthIsWhatTheGuestListsWhereThereAreSymbols() throws Exception {
    String symbols = System.getenv("DEEPMEM_I386_SYMBOLS");
    assumeTrue(symbols != null, "skipped: DEEPMEM_I386_SYMBOLS names no files");
    SymbolFiles files =
        SymbolFiles.open(
            Stream.of(Objects.requireNonNull(symbols).split(File.pathSeparator, -1))
                .map(Path::of)
                .toList());
    GuestAgreement.check(dump().dump(), dump().guest(), files);
  }

  private static CapturedDump dump() {
    return Objects.requireNonNull(captured);
  }

  private static List<Long> addresses(Detection detection, String type) {
    return detection.objects().stream()
        .filter(object -> object.type().equals(type))
        .map(Candidate::address)
        .toList();
  }

  private static Set<String> without(Set<String> some, Set<String> others) {
    Set<String> left = new TreeSet<>(some);
    left.removeAll(others);
    return left;
  }
}
