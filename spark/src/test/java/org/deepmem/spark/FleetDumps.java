package org.deepmem.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deepmem.cli.DeepMemCommand;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.image.SparseImage;
import org.deepmem.kernel.linux.TinyKernel;
import org.deepmem.lab.image.LimeImageWriter;
import org.deepmem.lab.image.PageFilter;

/// Dumps of many hosts, made of what is bundled: each of other bytes.
record FleetDumps(Path folder) {
  /// The dump that comes with the project.
  static final Path SAMPLE =
      Path.of(System.getProperty("deepmem.home", ".."), "samples/linux-6.1-cloud.kdump")
          .toAbsolutePath()
          .normalize();

  /// Twelve: three of a real guest, one of which hides a process, two synthesised ones of Windows,
  /// five of a kernel of a few pages, and two that are damaged.
  void twelve() throws IOException {
    sample();
    lime();
    attack("linux-hides.lime", "--unlink-task", "kswapd0");
    windows("win-a.raw", 1);
    windows("win-b.raw", 2);
    tiny(5);
    cut();
    text();
  }

  Path sample() throws IOException {
    return Files.copy(SAMPLE, folder.resolve("linux-a.kdump"));
  }

  private void lime() throws IOException {
    try (MemoryImage image = MemoryImages.open(SAMPLE)) {
      new LimeImageWriter(PageFilter.ALL).write(image, folder.resolve("linux-b.lime"));
    }
  }

  void attack(String name, String... how) {
    String[] words = {"lab", "attack", SAMPLE.toString(), "-o", folder.resolve(name).toString()};
    String[] all = Arrays.copyOf(words, words.length + how.length);
    System.arraycopy(how, 0, all, words.length, how.length);
    assertThat(DeepMemCommand.run(all)).isZero();
  }

  private void windows(String name, int seed) {
    assertThat(
            DeepMemCommand.run(
                new String[] {
                  "lab",
                  "synthesize",
                  "--system",
                  "win7sp1x86",
                  "--memory",
                  "128M",
                  "--processes",
                  "18",
                  "--seed",
                  Integer.toString(seed),
                  "-o",
                  folder.resolve(name).toString()
                }))
        .isZero();
  }

  /// Dumps of a kernel of a few pages: `tiny-0.lime` and so on. They take no time to scan.
  List<Path> tiny(int count) throws IOException {
    Path[] files = new Path[count];
    for (int i = 0; i < count; i++) {
      SparseImage image = new TinyKernel(4, true).build().image;
      byte[] page = new byte[4096];
      new Random(i).nextBytes(page);
      image.put(TinyKernel.PHYSICAL + 0x7ff000, page);
      files[i] = folder.resolve("tiny-" + i + ".lime");
      new LimeImageWriter(PageFilter.ALL).write(image, files[i]);
    }
    return List.of(files);
  }

  /// A dump that was cut off so early that its page tables are gone.
  Path cut() throws IOException {
    byte[] whole = Files.readAllBytes(SAMPLE);
    return Files.write(folder.resolve("cut.kdump"), Arrays.copyOf(whole, whole.length / 3));
  }

  /// A text that is named as a dump.
  Path text() throws IOException {
    return Files.writeString(folder.resolve("no-memory.elf"), "not\0memory");
  }
}
