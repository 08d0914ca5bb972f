package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.deepmem.graph.GraphFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Dumps that change, shrink or can't be read while they are mapped: told in one line, and nothing
/// is written.
@Tag("slow")
class FailingDumpTest {
  private static final Path BUNDLED = Home.path("samples/linux-6.1-cloud.kdump");

  /// The bundled dump, its pages stored as they are.
  @TempDir private static Path shared;

  @TempDir Path folder;
  private Path dump = Path.of("");
  private Path result = Path.of("");

  @BeforeAll
  static void unpack() {
    Run.of("lab", "convert", BUNDLED, "--format", "lime", "-o", shared.resolve("whole.lime")).ok();
  }

  private void copy() throws IOException {
    dump = folder.resolve("memory.lime");
    result = folder.resolve("objects.jsonl");
    Files.copy(shared.resolve("whole.lime"), dump, StandardCopyOption.REPLACE_EXISTING);
  }

  private interface Change {
    void to(FileChannel dump) throws IOException;
  }

  /// Scans, and changes the dump meanwhile.
  private Run scanWhile(int afterMillis, Change change) throws Exception {
    copy();
    CompletableFuture<Run> scan =
        CompletableFuture.supplyAsync(() -> Run.of("scan", dump, "-o", result));
    while (!isMapped(dump)) {
      assertThat(scan).as("not yet mapped").isNotDone();
      TimeUnit.MILLISECONDS.sleep(1);
    }
    TimeUnit.MILLISECONDS.sleep(afterMillis);
    try (FileChannel channel = FileChannel.open(dump, StandardOpenOption.WRITE)) {
      assertThat(scan).as("still at work").isNotDone();
      change.to(channel);
    }
    return scan.get();
  }

  private static boolean isMapped(Path file) throws IOException {
    return Files.readString(Path.of("/proc/self/maps")).contains(file.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 100, 200, 400, 800})
  void aDumpThatShrinksIsTold(int afterMillis) throws Exception {
    Run scan = scanWhile(afterMillis, channel -> channel.truncate(channel.size() / 3));
    assertThat(scan.err()).containsAnyOf("it was cut short meanwhile", "was changed while it was");
    scan.failed(dump.toString(), "again").silent();
    assertThat(result).doesNotExist();
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aDumpThatIsStillBeingWrittenIsTold() throws Exception {
    Run scan = scanWhile(300, channel -> channel.write(ByteBuffer.allocate(5000), channel.size()));
    scan.failed(dump.toString(), "was changed while it was read", "wait until it is whole")
        .silent();
    assertThat(result).doesNotExist();
  }

  @Test
  void aCopyOfADumpThatShrinksIsNotKept() throws Exception {
    copy();
    Path converted = folder.resolve("copy.kdump");
    CompletableFuture<Run> convert =
        CompletableFuture.supplyAsync(
            () -> Run.of("lab", "convert", dump, "--format", "kdump", "-o", converted));
    TimeUnit.MILLISECONDS.sleep(300);
    try (FileChannel channel = FileChannel.open(dump, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 3);
    }
    convert.get().failed(dump.toString(), "again").silent();
    assertThat(converted).doesNotExist();
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aDiskThatFailsInTheMiddleIsTold() throws Exception {
    copy();
    try (BadDisk disk = BadDisk.with(dump, folder)) {
      Run.of("scan", disk.file(), "-o", result)
          .failed(disk.file().toString(), "can't be read at 0x", "its disk fails")
          .silent();
      assertThat(result).doesNotExist();
      Run.of("graph", disk.file(), "-o", folder).failed(disk.file().toString(), "its disk fails");
      Run.of("label", disk.file(), "-o", folder).failed(disk.file().toString(), "its disk fails");
      Run.of("lab", "convert", disk.file(), "--format", "raw", "-o", folder.resolve("x.raw"))
          .failed(disk.file().toString(), "its disk fails");
      assertThat(folder).isDirectoryNotContaining("glob:**.{part,graph,raw,truth.jsonl}");
    }
  }

  @Test
  void aGraphOrModelOnADiskThatFailsIsTold() throws Exception {
    copy();
    Run.of("graph", dump, "-o", folder).ok();
    Path graph = folder.resolve("memory.graph");
    assertThat(GraphFile.read(graph).nodes()).isPositive();
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.copy(Home.path("samples/linux-6.1-cloud.truth.jsonl"), data.resolve("bad.truth.jsonl"));
    try (BadDisk disk = BadDisk.with(graph, folder)) {
      Files.createSymbolicLink(data.resolve("bad.graph"), disk.file());
      Run.of("evaluate", "--data", data, "--model", Home.path("models/linux-x64.model"))
          .failed("disk fails", "again")
          .silent();
    }
  }

  /// A file whose middle can't be read: a network block device that a map of bad sectors is laid
  /// over, as a file by FUSE.
  private record BadDisk(Path file, Process server) implements AutoCloseable {
    static BadDisk with(Path content, Path folder) throws Exception {
      assumeTrue(installed(), "needs nbdkit, nbdfuse (libnbd-bin), fusermount3 and /dev/fuse");
      long bad = Files.size(content) / 2 & -4096L;
      long end = bad + 65536;
      Path map = folder.resolve("sectors");
      Files.write(
          map,
          List.of(
              "0x0 +",
              "0x0 0x%x +".formatted(bad),
              "0x%x 0x10000 -".formatted(bad),
              "0x%x 0x%x +".formatted(end, Files.size(content) - end)));
      Path file = Files.createFile(folder.resolve("disk-" + content.getFileName()));
      Process server =
          new ProcessBuilder(
                  "nbdkit",
                  "--unix=-",
                  "--filter=ddrescue",
                  "file",
                  content.toString(),
                  "ddrescue-mapfile=" + map,
                  "--run",
                  "nbdfuse '%s' \"$uri\"".formatted(file))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("nbd.log").toFile())
              .start();
      for (int tries = 0; Files.size(file) == 0; tries++) {
        assertThat(server.isAlive() && tries < 300)
            .as("served: %s", Files.readString(folder.resolve("nbd.log")))
            .isTrue();
        TimeUnit.MILLISECONDS.sleep(50);
      }
      return new BadDisk(file, server);
    }

    private static boolean installed() {
      return Files.exists(Path.of("/dev/fuse"))
          && List.of("nbdkit", "nbdfuse", "fusermount3").stream()
              .allMatch(name -> Files.isExecutable(Path.of("/usr/bin", name)));
    }

    @Override
    public void close() throws IOException {
      try {
        new ProcessBuilder("fusermount3", "-u", file.toString()).inheritIO().start().waitFor();
        server.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        server.destroyForcibly();
      }
    }
  }

  @AfterEach
  void nothingStaysMounted() throws IOException {
    assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(folder.toString());
  }
}
