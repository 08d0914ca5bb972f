package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deepmem.kernel.linux.TinyKernel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Dumps of which a part is lost: the rest is reported and the loss is told.
class PartlyReadableTest {
  @TempDir Path folder;
  private Samples samples = new Samples(Path.of(""));
  private Path model = Path.of("");

  @BeforeEach
  void samples() throws IOException {
    samples = new Samples(folder);
    model = samples.model();
  }

  @Test
  void aCorruptPageOfAKdumpIsCounted() throws IOException {
    Path file = samples.kdump();
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 1; i < 200; i++) { // the last page's compressed bytes
      bytes[bytes.length - i] = (byte) i;
    }
    Files.write(file, bytes);
    Path output = folder.resolve("output");

    Run graph = Run.of("graph", file, "-o", output).ok();
    Run scan = Run.of("scan", file, "--model", model).ok();

    assertThat(graph.out()).contains("nodes");
    assertThat(output.resolve("tiny.graph")).exists();
    assertThat(scan.out()).startsWith("type");
    String loss = "deepmem: %s: 1 page unreadable; first: physical 0x".formatted(file);
    assertThat(graph.err()).startsWith(loss).contains("file offset 0x", "zlib").hasLineCount(1);
    assertThat(scan.err()).contains(loss);
  }

  @Test
  void aCutOffDumpTellsWhatItLacks() throws IOException {
    Path file = samples.dump();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 5000));

    Run graph = Run.of("graph", file, "-o", folder.resolve("output")).ok();

    assertThat(graph.err()).contains("2 pages unreadable", "the file ends at 0x").hasLineCount(1);
  }

  @Test
  void withoutLayoutsAScanStillFindsAndSaysWhyNothingIsNamed() throws IOException {
    TinyKernel kernel = new TinyKernel(4, true).build();
    kernel.image.put(kernel.physical(TinyKernel.BTF) + 12, new byte[] {-1, -1, -1});
    damagedNames(kernel, "BTF: offset 0x");
  }

  @Test
  void withoutSymbolsAScanStillFindsAndSaysWhyNothingIsNamed() throws IOException {
    TinyKernel kernel = new TinyKernel(4, true).build();
    for (int at = 0; at < 0x4000; at += 8) {
      kernel.image.put(kernel.physical(TinyKernel.KALLSYMS) + at, -1L);
    }
    damagedNames(kernel, "kallsyms");
  }

  private void damagedNames(TinyKernel kernel, String what) throws IOException {
    Path file = samples.lime("damaged.lime", kernel);
    Path output = folder.resolve("output");

    Run scan = Run.of("scan", file, "--model", model).ok();
    assertThat(scan.out()).startsWith("type");
    assertThat(scan.err())
        .startsWith("deepmem: " + file + ": objects stay without names: ")
        .contains(what, "--symbols");
    Run.of("graph", file, "-o", output).ok();
    Run.of("label", file, "-o", output).failed(file.toString(), what, "--symbols").silent();
    assertThat(output).isDirectoryNotContaining("glob:**.truth.jsonl");
    Run info = Run.of("info", file, "--model", model).failed(file.toString(), what, "--symbols");
    assertThat(info.out()).contains("LiME").contains("memory");
  }
}
