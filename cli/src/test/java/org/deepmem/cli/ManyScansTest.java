package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many scans in one program, one after another and at once, as a program does that embeds the
/// library.
///
/// `-Ddeepmem.scans=N` says how many.
@Tag("slow")
class ManyScansTest {
  private static final int SCANS = Integer.getInteger("deepmem.scans", 60);
  private static final int AT_ONCE = 8;
  private static final Path DUMP = Home.path("samples/linux-6.1-cloud.kdump");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /// What a program holds after it was tidied up.
  ///
  /// @param heap bytes in use
  /// @param other bytes of classes and code
  /// @param files open ones, and mappings
  /// @param threads that live
  private record Held(long heap, long other, int files, int threads) {
    static Held now() throws IOException {
      System.gc();
      System.gc();
      long other = 0;
      for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
        other += pool.getType() == MemoryType.NON_HEAP ? pool.getUsage().getUsed() : 0;
      }
      return new Held(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          other,
          entries(Path.of("/proc/self/fd")) + mappings(),
          ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static int entries(Path folder) throws IOException {
      try (Stream<Path> entries = Files.list(folder)) {
        return (int) entries.count();
      }
    }

    /// Mapped dumps, graphs and models.
    private static int mappings() throws IOException {
      try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
        return (int) lines.filter(line -> line.matches(".*\\.(kdump|lime|graph|model)$")).count();
      }
    }
  }

  @Test
  void memoryDoesNotGrow() throws IOException {
    Samples samples = new Samples(folder);
    Path dump = samples.dump();
    Path model = samples.model();
    List<Held> held = new ArrayList<>();
    int fifth = SCANS / 5;
    for (int scan = 0; scan <= SCANS; scan++) {
      if (scan % fifth == 0) {
        held.add(Held.now());
      }
      String format = scan % 2 == 0 ? "jsonl" : "parquet";
      Path result = folder.resolve("objects." + format);
      Run.of("scan", dump, "--model", model, "--format", format, "-o", result).ok();
    }
    System.out.println(held);
    // The first fifth loads and compiles what the others use. Heap is what was least in two fifths,
    // since threads that end hold some for a while.
    Held early = held.get(1);
    Held late = held.getLast();
    long heapEarly = Math.min(early.heap(), held.get(2).heap());
    long heapLate = Math.min(late.heap(), held.get(held.size() - 2).heap());
    assertThat(heapLate - heapEarly).as("heap, %s", held).isLessThan(4L << 20);
    assertThat(late.other() - early.other()).as("classes and code, %s", held).isLessThan(24L << 20);
    assertThat(late.files()).as("open files, %s", held).isLessThanOrEqualTo(early.files());
    assertThat(late.threads()).as("threads, %s", held).isLessThan(early.threads() + fifth);
  }

  @Test
  void scansAtOnceFindTheSame() throws Exception {
    String alone = scan();
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<String>> scans = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        scans.add(ManyScansTest::scan);
      }
      for (var result : pool.invokeAll(scans)) {
        assertThat(result.get()).isEqualTo(alone);
      }
    }
  }

  /// A result without the time of the scan.
  private static String scan() throws IOException {
    String out = Run.of("scan", DUMP, "--format", "json").ok().out();
    JsonNode result = JSON.readTree(out);
    assertThat(result.path("objects").size()).isGreaterThan(1000);
    ((ObjectNode) result.path("dump")).remove("scanned");
    return result.toString();
  }
}
