package org.deepmem.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.deepmem.Dump;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.lab.Tool;
import org.deepmem.symbols.SymbolFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Boots a real 32-bit guest. Its kernel's debug package is too large to be fetched by a test:
/// where `DEEPMEM_I386_SYMBOLS` in the environment names System.map and detached BTF (separated as
/// on the PATH) of the kernel in `DEEPMEM_I386_KERNEL`, the truth is compared with the guest too.
@Tag("guest")
final class NarrowGuestTest {
  @TempDir private Path output;

  @Test
  void capturesAGuestAndAGraphOfItNeedsNoSymbols() throws Exception {
    String kernel = System.getenv("DEEPMEM_I386_KERNEL");
    assumeTrue(kernel != null, "skipped: DEEPMEM_I386_KERNEL names no package");
    assumeTrue(Tool.QEMU.find().isPresent(), "skipped: apt-get install qemu-system-x86");
    CapturedDump dump =
        Capture.run(
                CapturePlan.of(Objects.requireNonNull(kernel), output)
                    .seed(3)
                    .machine(new IntRange(128, 128), new IntRange(2, 2))
                    .timeout(Duration.ofSeconds(300))
                    .build(),
                CaptureListener.SILENT)
            .getFirst();
    Manifest.Boot boot = Objects.requireNonNull(dump.manifest().boot());
    assertThat(boot.threads()).isBetween(80L, 600L);
    try (Dump open = Dump.open(dump.dump())) {
      assertThat(open.family()).isEqualTo("linux-x86");
      assertThat(open.release().orElseThrow()).isEqualTo(boot.kernelVersion().split(" ", 4)[2]);
      MemoryGraph graph = open.graph();
      assertThat(graph.wordSize()).isEqualTo(4);
      assertThat(graph.nodes()).isBetween(200_000, 3_000_000);
      assertThatThrownBy(open::kernel)
          .isInstanceOf(KernelNotFoundException.class)
          .hasMessageContaining("--symbols System.map");
    }
    String symbols = System.getenv("DEEPMEM_I386_SYMBOLS");
    assumeTrue(symbols != null, "truth not compared: DEEPMEM_I386_SYMBOLS names no files");
    SymbolFiles files =
        SymbolFiles.open(
            Stream.of(Objects.requireNonNull(symbols).split(File.pathSeparator, -1))
                .map(Path::of)
                .toList());
    GuestAgreement.check(dump.dump(), dump.guest(), files);
  }
}
